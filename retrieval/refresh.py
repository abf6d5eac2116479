"""Sources -> the next generation of the store, touching only what changed."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus import CorpusError, Fetcher, SkippedError, SourceError, open_source
from retrieval.catalogue import ItemState
from retrieval.draft import Draft
from retrieval.embeddings import SentenceTransformerEmbeddings
from retrieval.errors import SettingsError
from retrieval.report import Failure, Progress, RefreshReport
from retrieval.settings import Settings
from retrieval.store import StoreFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from corpus import Article, Item, Source


def refresh(
    sources: Sequence[str | Path] | None = None,
    settings: Settings | None = None,
    *,
    rebuild: bool = False,
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
        embeddings: The embedding model; the one that the settings name where left out.
        progress: Called now and then with how far it has come.

    Raises:
        SettingsError: No sources are given, or a setting is bad.
        StoreError: The store is busy, cannot be written, or was made by another model.
        ModelError: The embedding model cannot be loaded.
    """
    settings = settings or Settings.load()
    named = list(sources or settings.sources)
    if not named:
        raise SettingsError(
            "there are no sources; name files, folders or addresses, or set PRESSCITE_SOURCES"
        )
    embeddings = embeddings or SentenceTransformerEmbeddings.from_settings(settings)
    files = StoreFiles(settings.home)
    with files.locked():
        run = _Refresh(files, settings, embeddings, rebuild=rebuild, progress=progress or (lambda _: None))
        return run.run(named)


def _fetcher(settings: Settings) -> Fetcher:
    return Fetcher(
        settings.home / "fetched",
        allow_local=settings.fetch_local,
        delay=settings.fetch_delay,
        timeout=settings.fetch_timeout,
        max_bytes=settings.fetch_max_bytes,
        max_pages=settings.fetch_max_pages,
    )


@dataclass(kw_only=True)
class _Changes:
    """What a refresh has found so far."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    skipped: list[Failure] = field(default_factory=list)

    def fail(self, error: CorpusError) -> None:
        """Note what could not be taken."""
        failures = self.skipped if isinstance(error, SkippedError) else self.failed
        failures.append(Failure(origin=error.origin, reason=error.reason))


class _Refresh:
    """One refresh, from sources to a published generation."""

    def __init__(
        self,
        files: StoreFiles,
        settings: Settings,
        embeddings: SentenceTransformerEmbeddings,
        *,
        rebuild: bool,
        progress: Callable[[Progress], None],
    ) -> None:
        self._settings = settings
        self._progress = progress
        self._changes = _Changes()
        self._draft = Draft(files, settings, embeddings, base=None if rebuild else files.published())
        self._read = 0
        self._items: dict[str, tuple[str, Item]] = {}  # by origin, with the source's name
        self._windows: set[str] = set()  # sources that list only their latest
        self._gone: set[str] = set()  # origins that were in and are in their source no more
        self._met: dict[str, str] = {}  # article id -> item it was read from in this run

    def run(self, named: Sequence[str | Path]) -> RefreshReport:
        """Read, write, embed, publish."""
        started = time.monotonic()
        with self._draft as draft, _fetcher(self._settings) as fetcher:
            self._list(named, fetcher)
            for source, item in self._items.values():
                self._take_item(source, item)
            self._remove_gone()
            articles, passages = draft.finish(self._progress)
        changes = self._changes
        return RefreshReport(
            added=tuple(changes.added),
            updated=tuple(changes.updated),
            unchanged=changes.unchanged,
            removed=tuple(changes.removed),
            failed=tuple(changes.failed),
            skipped=tuple(changes.skipped),
            articles=articles,
            passages=passages,
            seconds=time.monotonic() - started,
        )

    def _list(self, named: Sequence[str | Path], fetcher: Fetcher) -> None:
        """List what the sources hold now, and which of the known items are gone from them."""
        for name in named:
            try:
                source = open_source(name, fetcher)
            except SourceError as error:
                self._changes.fail(error)  # what came from it earlier stays: it may be back tomorrow
                continue
            unreadable = self._list_source(source)
            if not source.lists_all:
                self._windows.add(source.name)
                continue
            for origin in self._draft.items:
                if _within(origin, source.name) and origin not in self._items and origin not in unreadable:
                    self._gone.add(origin)

    def _list_source(self, source: Source) -> set[str]:
        unreadable = set()
        for item in source.items():
            if isinstance(item, CorpusError):
                self._changes.fail(item)
                unreadable.add(item.origin)
            else:
                self._items.setdefault(item.origin, (source.name, item))
        return unreadable

    def _take_item(self, source: str, item: Item) -> None:
        known = self._draft.items.get(item.origin)
        if known is not None and known.fingerprint == item.fingerprint:
            digests = self._draft.digests(item.origin)
            self._met.update(dict.fromkeys(digests, item.origin))
            self._changes.unchanged += len(digests)
            return
        before = set(self._draft.digests(item.origin))
        failures = len(self._changes.failed)
        for article in item.read():
            if isinstance(article, CorpusError):
                self._changes.fail(article)
            else:
                self._take_article(article, item.origin, of_window=source in self._windows)
                before.discard(article.id)
        if len(self._changes.failed) > failures:
            return  # read again next time; until then nothing of it is taken out
        for article_id in sorted(before):
            self._remove(article_id)
        self._draft.note_item(ItemState(origin=item.origin, source=source, fingerprint=item.fingerprint))

    def _take_article(self, article: Article, item: str, *, of_window: bool) -> None:
        self._read += 1
        self._progress(Progress(stage="read", done=self._read, total=None))
        digest, home = self._draft.known(article.id)
        elsewhere = self._met.get(article.id)
        if elsewhere is not None and of_window:
            self._changes.fail(SkippedError(article.origin, f"is the same article as {elsewhere}"))
            return
        if elsewhere is None and home != item and home not in self._gone and not of_window:
            elsewhere = home
        if elsewhere is not None:
            reason = (
                f"its id {article.id!r} is taken by an article in {elsewhere}; give one of them another id"
            )
            self._changes.fail(CorpusError(article.origin, reason))
            return
        self._met[article.id] = item
        if digest == article.digest and home == item:
            self._changes.unchanged += 1
            return
        self._draft.put(article, item)
        if digest == article.digest:
            self._changes.unchanged += 1  # the same article in a file of another name
        else:
            (self._changes.updated if digest else self._changes.added).append(article.id)

    def _remove_gone(self) -> None:
        for origin in sorted(self._gone):
            for article_id in sorted(self._draft.digests(origin)):
                if article_id not in self._met:
                    self._remove(article_id)
            self._draft.forget_item(origin)

    def _remove(self, article_id: str) -> None:
        self._draft.remove(article_id)
        self._changes.removed.append(article_id)


def _within(origin: str, source: str) -> bool:
    return origin == source or origin.startswith(source.rstrip("/") + "/")
