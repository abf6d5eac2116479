"""Sources -> the next generation of the store, touching only what changed."""

from __future__ import annotations

import time
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from corpus import Fetcher
from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.errors import RetrievalError, SettingsError
from retrieval.indexing.changes import Changes
from retrieval.indexing.journal import JournalError
from retrieval.indexing.journals import journal_of
from retrieval.indexing.preview import Preview
from retrieval.indexing.refresh_run import RefreshRun
from retrieval.indexing.report import RefreshReport
from retrieval.indexing.shared_pace import pace_of
from retrieval.settings import Settings
from retrieval.store.base_snapshot import BaseSnapshot
from retrieval.store.engine import store_engine
from retrieval.store.hold import held_notice
from retrieval.store.manifest import FORMAT
from retrieval.store.reindex import reindex
from retrieval.store.stated_zones import with_stated_zones
from retrieval.store.writer import GenerationWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from retrieval.store.port.engine import StoreEngine
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
    engine = store_engine(settings)
    progress = progress or (lambda _: None)
    if dry_run:
        return _previewed(named, engine, settings, progress, rebuild=rebuild)
    embeddings = embeddings or SentenceTransformerEmbeddings.from_settings(settings)
    with engine.locked(waiting):
        engine.clear(settings.kept_generations)
        if timed and (since := engine.hold.since) is not None:
            return _held(engine, settings, since)
        report = _refreshed(named, engine, settings, embeddings, progress, rebuild=rebuild)
        engine.hold.end()  # also where nothing was to be published
        engine.clear(settings.kept_generations)
    return report


def _held(engine: StoreEngine, settings: Settings, since: datetime) -> RefreshReport:
    """The report of a refresh that was not done."""
    with closing(BaseSnapshot(engine, settings, engine.published())) as base:
        articles, passages = base.counts()
    return RefreshReport(articles=articles, passages=passages, notice=held_notice(since))


def _previewed(
    named: Sequence[str | Path],
    engine: StoreEngine,
    settings: Settings,
    progress: Callable[[Progress], None],
    *,
    rebuild: bool,
) -> RefreshReport:
    """What a refresh would do."""
    started = time.monotonic()
    changes = Changes()
    name = None if rebuild else engine.published()
    with Preview(engine, settings, name) as preview, _fetcher(settings, engine, keeping=False) as fetcher:
        run = RefreshRun(preview.base, preview, journal_of(engine), changes, progress, zone=settings.zone)
        counts = run.run(named, fetcher)
    return changes.report(counts, time.monotonic() - started, dry_run=True, notice=None)


def _refreshed(
    named: Sequence[str | Path],
    engine: StoreEngine,
    settings: Settings,
    embeddings: SentenceTransformerEmbeddings,
    progress: Callable[[Progress], None],
    *,
    rebuild: bool,
) -> RefreshReport:
    """Refresh; call it with the store locked."""
    journal = journal_of(engine)
    changes = Changes()
    try:
        notice = None if rebuild else _upgraded(engine, settings, embeddings, progress)
        started = time.monotonic()
        name = None if rebuild else engine.published()
        with (
            closing(BaseSnapshot(engine, settings, name)) as base,
            GenerationWriter(engine, settings, embeddings, base, ends_hold=True) as writer,
            _fetcher(settings, engine) as fetcher,
        ):
            _restate_dates(base, writer)
            run = RefreshRun(base, writer, journal, changes, progress, zone=settings.zone)
            counts = run.run(named, fetcher, rebuild=rebuild)
            notice = notice or writer.notice
    except RetrievalError as error:
        with suppress(JournalError):
            journal.note_error(changes.failed_by_source, str(error))
        raise
    with suppress(JournalError):  # the refresh itself is done
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


def _fetcher(settings: Settings, engine: StoreEngine, *, keeping: bool = True) -> Fetcher:
    return Fetcher(
        settings.home / "fetched" if keeping else None,
        allow_local=settings.fetch_local,
        delay=settings.fetch_delay,
        timeout=settings.fetch_timeout,
        max_bytes=settings.fetch_max_bytes,
        max_pages=settings.fetch_max_pages,
        since=settings.fetch_since,
        zone=settings.zone,
        pace=pace_of(engine, settings.fetch_timeout),
    )


def _upgraded(
    engine: StoreEngine,
    settings: Settings,
    embeddings: SentenceTransformerEmbeddings,
    progress: Callable[[Progress], None],
) -> str | None:
    """Bring a store of an older format to this one; returns what there is to say about it."""
    name = engine.published()
    if name is None:
        return None
    manifest = engine.manifest(name)
    found = manifest.format
    if found == FORMAT:
        return None
    manifest.check_model(settings.embedding_model, engine.place)
    reindex(engine, settings, embeddings, progress, name=name)
    return (
        f"The store had format {found} and was brought to format {FORMAT}; sources that were not read now will be "
        "read anew at their next refresh."
    )
