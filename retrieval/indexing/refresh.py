"""Sources -> the next generation of the store, touching only what changed."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from corpus import Fetcher
from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.errors import RetrievalError, SettingsError
from retrieval.indexing.changes import Changes
from retrieval.indexing.journal import Journal
from retrieval.indexing.preview import Preview
from retrieval.indexing.refresh_run import RefreshRun
from retrieval.indexing.report import RefreshReport
from retrieval.settings import Settings
from retrieval.store.base_snapshot import BaseSnapshot
from retrieval.store.files import StoreFiles
from retrieval.store.hold import RefreshHold
from retrieval.store.manifest import FORMAT, Manifest
from retrieval.store.reindex import reindex
from retrieval.store.retention import Retention
from retrieval.store.stated_zones import with_stated_zones
from retrieval.store.writer import GenerationWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from retrieval.store.progress import Progress


def refresh(
    sources: Sequence[str | Path] | None = None,
    settings: Settings | None = None,
    *,
    rebuild: bool = False,
    dry_run: bool = False,
    timed: bool = False,
    waiting: Callable[[], None] | None = None,
    embeddings: SentenceTransformerEmbeddings | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> RefreshReport:
    """Bring the store up to date with its sources.

    Articles that are new or changed are taken in, those that are gone from these sources are taken out, and
    articles from other sources stay.  The result is visible to readers whole or not at all.

    Args:
        sources: Files, folders and web addresses; `settings.sources` where left out.
        settings: Read from the environment and `.env` where left out.
        rebuild: Build the store anew from these sources instead of changing what is there.
        dry_run: Only tell what would happen: nothing is written and no model is loaded.
        timed: Whether a clock started it: then it does nothing while a rollback holds such refreshes.  One by hand ends
            the hold, once it has gone through.
        waiting: Called where another refresh is running, which is then waited for; left out, that is an error.
        embeddings: The embedding model; the one that the settings name where left out.
        progress: Called now and then with how far it has come.

    Raises:
        SettingsError: No sources are given, or a setting is bad.
        StoreError: The store is busy, cannot be written, or was made by another model.
        ModelError: The embedding model cannot be loaded, or fails.
    """
    settings = settings or Settings.load()
    named = list(sources or settings.sources)
    if not named:
        raise SettingsError(
            "there are no sources; name files, folders or addresses, or set PRESSCITE_SOURCES"
        )
    files = StoreFiles(settings.home, settings.chroma_address)
    progress = progress or (lambda _: None)
    if dry_run:
        return _previewed(named, files, settings, progress, rebuild=rebuild)
    embeddings = embeddings or SentenceTransformerEmbeddings.from_settings(settings)
    with files.locked(waiting):
        retention = Retention(files, settings.kept_generations)
        retention.clear()
        hold = RefreshHold(files.folder)
        if timed and hold.since is not None:
            return _held(files, settings, hold.since)
        report = _refreshed(named, files, settings, embeddings, progress, rebuild=rebuild)
        hold.end()
        retention.clear()
    return report


def _held(files: StoreFiles, settings: Settings, since: datetime) -> RefreshReport:
    """The report of a refresh that was not done."""
    with closing(BaseSnapshot(files, settings, files.published())) as base:
        articles, passages = base.counts()
    notice = (
        f"Refreshes by the clock are held since {since:%Y-%m-%d %H:%M} UTC, when the store was rolled back; "
        "the next refresh by hand ends that: presscite refresh"
    )
    return RefreshReport(articles=articles, passages=passages, notice=notice)


def _previewed(
    named: Sequence[str | Path],
    files: StoreFiles,
    settings: Settings,
    progress: Callable[[Progress], None],
    *,
    rebuild: bool,
) -> RefreshReport:
    """What a refresh would do."""
    started = time.monotonic()
    changes = Changes()
    name = None if rebuild else files.published()
    with Preview(files, settings, name) as preview, _fetcher(settings, keeping=False) as fetcher:
        run = RefreshRun(preview.base, preview, Journal(files.folder), changes, progress, zone=settings.zone)
        counts = run.run(named, fetcher)
    return changes.report(counts, time.monotonic() - started, dry_run=True, notice=None)


def _refreshed(
    named: Sequence[str | Path],
    files: StoreFiles,
    settings: Settings,
    embeddings: SentenceTransformerEmbeddings,
    progress: Callable[[Progress], None],
    *,
    rebuild: bool,
) -> RefreshReport:
    """Refresh; call it with the store locked."""
    journal = Journal(files.folder)
    changes = Changes()
    try:
        notice = None if rebuild else _upgraded(files, settings, embeddings, progress)
        started = time.monotonic()
        name = None if rebuild else files.published()
        with (
            closing(BaseSnapshot(files, settings, name)) as base,
            GenerationWriter(files, settings, embeddings, base) as writer,
            _fetcher(settings) as fetcher,
        ):
            _restate_dates(base, writer)
            run = RefreshRun(base, writer, journal, changes, progress, zone=settings.zone)
            counts = run.run(named, fetcher, rebuild=rebuild)
            notice = notice or writer.notice
    except RetrievalError as error:
        with suppress(sqlite3.Error):
            journal.note_error(changes.failed_by_source, str(error))
        raise
    with suppress(sqlite3.Error):  # the refresh itself is done
        run.note_touched()
        journal.note_refreshed(changes.failed_by_source)
    return changes.report(counts, time.monotonic() - started, dry_run=False, notice=notice)


def _restate_dates(base: BaseSnapshot, writer: GenerationWriter) -> None:
    """Put the dates of a store that an earlier presscite made into the zones that their sources stated."""
    if base.manifest is None or base.manifest.zones:
        return
    writer.start()  # also where all are right, so that they are not looked at again
    for article, _, _ in with_stated_zones(base.articles()):
        if any(moment and moment.utcoffset() for moment in (article.published, article.updated)):
            writer.restate(article)


def _fetcher(settings: Settings, *, keeping: bool = True) -> Fetcher:
    return Fetcher(
        settings.home / "fetched" if keeping else None,
        allow_local=settings.fetch_local,
        delay=settings.fetch_delay,
        timeout=settings.fetch_timeout,
        max_bytes=settings.fetch_max_bytes,
        max_pages=settings.fetch_max_pages,
        since=settings.fetch_since,
        zone=settings.zone,
    )


def _upgraded(
    files: StoreFiles,
    settings: Settings,
    embeddings: SentenceTransformerEmbeddings,
    progress: Callable[[Progress], None],
) -> str | None:
    """Bring a store of an older format to this one; returns what there is to say about it."""
    name = files.published()
    if name is None:
        return None
    found = Manifest.read_any(files.generation(name)).format
    if found == FORMAT:
        return None
    files.check_model(files.generation(name), settings.embedding_model)
    reindex(files, settings, embeddings, progress, name=name)
    return (
        f"The store had format {found} and was brought to format {FORMAT}; sources that were not read now will be "
        "read anew at their next refresh."
    )
