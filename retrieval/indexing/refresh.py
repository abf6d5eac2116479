"""Sources -> the next generation of the store, touching only what changed."""

from __future__ import annotations

import sqlite3
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from corpus import CorpusError, Fetcher, SkippedError, SourceError, open_source
from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.errors import RetrievalError, SettingsError, StoreError
from retrieval.indexing.journal import Journal, Touched
from retrieval.indexing.preview import Preview
from retrieval.indexing.reading import Changes, Reading, taken
from retrieval.indexing.report import Failure, Progress, RefreshReport
from retrieval.settings import Settings
from retrieval.store.catalogue import ItemState
from retrieval.store.files import StoreFiles
from retrieval.store.manifest import FORMAT, Manifest
from retrieval.store.reindex import reindex
from retrieval.store.writer import Draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from corpus import Article, Item, Source


def refresh(
    sources: Sequence[str | Path] | None = None,
    settings: Settings | None = None,
    *,
    rebuild: bool = False,
    dry_run: bool = False,
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
    tell = progress or (lambda _: None)
    journal = Journal(files.folder)
    if dry_run:
        base = None if rebuild else files.published()
        with Preview(files, settings, base) as preview, _fetcher(settings, keeping=False) as fetcher:
            return _Refresh(preview, journal, fetcher, tell).run(named)
    embeddings = embeddings or SentenceTransformerEmbeddings.from_settings(settings)
    with files.locked(waiting):
        files.clear()
        run = None
        try:
            notice = None if rebuild else _upgraded(files, settings, embeddings, tell)
            base = None if rebuild else files.published()
            with Draft(files, settings, embeddings, base=base) as draft, _fetcher(settings) as fetcher:
                run = _Refresh(draft, journal, fetcher, tell, rebuild=rebuild, notice=notice)
                report = run.run(named)
        except RetrievalError as error:
            with suppress(sqlite3.Error):
                journal.note_error(run.failed if run else (), str(error))
            raise
        files.clear()
    return report


def _fetcher(settings: Settings, *, keeping: bool = True) -> Fetcher:
    return Fetcher(
        settings.home / "fetched" if keeping else None,
        allow_local=settings.fetch_local,
        delay=settings.fetch_delay,
        timeout=settings.fetch_timeout,
        max_bytes=settings.fetch_max_bytes,
        max_pages=settings.fetch_max_pages,
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
    reindex(files, settings, embeddings, progress)
    return (
        f"The store had format {found} and was brought to format {FORMAT}; sources that were not read now will be "
        "read anew at their next refresh."
    )


class _Refresh:
    """One refresh, from sources to a published generation or, with a preview, to a report alone."""

    def __init__(
        self,
        draft: Draft | Preview,
        journal: Journal,
        fetcher: Fetcher,
        progress: Callable[[Progress], None],
        *,
        rebuild: bool = False,
        notice: str | None = None,
    ) -> None:
        self._draft = draft
        self._journal = journal
        self._fetcher = fetcher
        self._progress = progress
        self._rebuild = rebuild
        self._notice = notice
        self._changes = Changes()
        self.failed: dict[str, list[Failure]] = {}  # of each source, by its name
        self._read = 0
        self._listed: set[str] = set()  # origins
        self._windows: set[str] = set()  # names of sources that list only their latest
        self._altered: dict[str, tuple[str, Item]] = {}  # by origin, with the source's name
        self._gone: set[str] = set()  # origins that were in and are in their source no more
        self._met: dict[str, str] = {}  # article id -> item it was read from in this run
        self._touched = journal.touched()
        self._newly_touched: dict[str, Touched] = {}
        self._contested: dict[str, tuple[str, Item]] = {}  # items to be read again when all others have been

    def run(self, named: Sequence[str | Path]) -> RefreshReport:
        """Read, write, embed, publish."""
        started = time.monotonic()
        self._list(named)
        for source, item in self._altered.values():
            self._take_item(source, item, last=False)
        for source, item in self._contested.values():
            self._take_item(source, item, last=True)
        self._remove_gone()
        if self._rebuild and not self._changes.added:
            self._refuse_to_empty()
        settled = self._settle_touched() if self._draft.changed else ()
        articles, passages = self._draft.finish(self._progress)
        report = self._report(articles, passages, time.monotonic() - started)
        if not report.dry_run:
            with suppress(sqlite3.Error):  # the refresh itself is done
                self._note(settled)
        return report

    def _report(self, articles: int, passages: int, seconds: float) -> RefreshReport:
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
            seconds=seconds,
            dry_run=isinstance(self._draft, Preview),
            notice=self._notice,
        )

    # What there is

    def _list(self, named: Sequence[str | Path]) -> None:
        """List what the sources hold now, and which of the known items are gone from them."""
        whole: list[str] = []
        unreadable: list[str] = []
        for name in named:
            try:
                source = open_source(name, self._fetcher)
            except SourceError as error:
                self._fail(error.origin, error)  # what came from it earlier stays: it may be back tomorrow
                continue
            self.failed.setdefault(source.name, [])
            unreadable += self._list_source(source)
            if source.lists_all:
                whole.append(source.name)
            else:
                self._windows.add(source.name)
        known = self._draft.fingerprints
        for origin in known.keys() - self._listed:
            item = self._draft.item(origin)
            belongs = item is not None and (item.source in whole or _within_any(origin, whole))
            if belongs and not _within_any(origin, unreadable):
                self._gone.add(origin)
        unaltered = self._listed - self._altered.keys()
        self._changes.unchanged += self._draft.count_articles(unaltered)

    def _list_source(self, source: Source) -> list[str]:
        """List the items of a source; returns the origins of what could not be listed."""
        unreadable = []
        # A folder may hold very many items that have not changed, so they pass here quickly.
        known, touched = self._draft.fingerprints, self._touched
        name, listed = source.name, self._listed
        for item in source.items():
            if isinstance(item, CorpusError):
                self._fail(name, item)
                unreadable.append(item.origin)
                continue
            origin = item.origin
            if origin in listed:
                continue
            listed.add(origin)
            before, now = known.get(origin), item.fingerprint
            if before != now and (before is None or touched.get(origin) != (now, before)):
                self._altered[origin] = (name, item)
        return unreadable

    def _fail(self, source: str, error: CorpusError) -> None:
        """Note what could not be taken from a source."""
        failure = Failure(origin=error.origin, reason=error.reason)
        if isinstance(error, SkippedError):
            self._changes.skipped.append(failure)
        else:
            self._changes.failed.append(failure)
            self.failed.setdefault(source, []).append(failure)

    # What changed

    def _take_item(self, source: str, item: Item, *, last: bool) -> None:
        reading = Reading(self._draft.digests(item.origin))
        for article in item.read():
            if isinstance(article, CorpusError):
                reading.errors.append(article)
            else:
                self._take_article(article, item.origin, reading, of_window=source in self._windows)
        if reading.contested and not last:
            self._contested[item.origin] = (source, item)  # whose articles they are shows when all are read
            return
        for error in [*reading.errors, *reading.contested]:
            self._fail(source, error)
        if reading.failed:
            # It is read again next time, and until then nothing of it is taken out.
            if reading.changed:
                self._draft.note_item(ItemState(item.origin, source, f"incomplete {item.fingerprint}"))
            return
        for article_id in sorted(reading.before):
            self._remove(article_id)
        self._note_item(source, item, changed=reading.changed or bool(reading.before))

    def _note_item(self, source: str, item: Item, *, changed: bool) -> None:
        before = self._draft.fingerprints.get(item.origin)
        if before is not None and not changed:
            # That alone is not worth a new generation of the store.
            self._newly_touched[item.origin] = Touched(item.fingerprint, before)
        else:
            self._draft.note_item(ItemState(item.origin, source, item.fingerprint))

    def _take_article(self, article: Article, item: str, reading: Reading, *, of_window: bool) -> None:
        self._read += 1
        self._progress(Progress(stage="read", done=self._read, total=None))
        digest, home = self._draft.known(article.id)
        elsewhere = self._elsewhere(article.id, home, item)
        if of_window and elsewhere is not None:
            # A page that several addresses lead to is one article; one whose address left the window has moved.
            if elsewhere in self._listed:
                reading.errors.append(SkippedError(article.origin, f"is the same article as {elsewhere}"))
                return
            elsewhere = None
        if article.id in reading.seen or elsewhere is not None:
            reading.contested.append(taken(article, elsewhere or item))
            return
        reading.seen.add(article.id)
        reading.before.pop(article.id, None)
        if self._met.get(article.id) == item:
            reading.changed = True  # taken when the item was read for the first time
            return
        self._met[article.id] = item
        same = digest == article.digest
        if same and home == item:
            self._changes.unchanged += 1
            return
        reading.changed = True
        self._draft.put(article, item)
        self._changes.removed.pop(article.id, None)
        if same:
            self._changes.unchanged += 1  # the same article in a file of another name
        else:
            (self._changes.updated if digest else self._changes.added).append(article.id)

    def _elsewhere(self, article_id: str, home: str | None, item: str) -> str | None:
        """The other item that an article with this id is in, if any."""
        met = self._met.get(article_id)
        if met is not None:
            return met if met != item else None
        left = home is None or home == item or home in self._gone or article_id in self._changes.removed
        return None if left else home

    def _remove_gone(self) -> None:
        for origin in sorted(self._gone):
            for article_id in sorted(self._draft.digests(origin)):
                if article_id not in self._met:
                    self._remove(article_id)
            self._draft.forget_item(origin)

    def _remove(self, article_id: str) -> None:
        self._draft.remove(article_id)
        self._changes.removed[article_id] = None

    def _refuse_to_empty(self) -> None:
        reasons = "; ".join(f"{f.origin}: {f.reason}" for f in self._changes.failed[:3])
        raise StoreError(f"no article was found to build the store from{': ' if reasons else ''}{reasons}")

    # What is noted

    def _settle_touched(self) -> Iterable[str]:
        """Where a generation is written anyway, it learns of all touched items; returns their origins."""
        touched = {**self._touched, **self._newly_touched}
        for origin, state in touched.items():
            known = self._draft.item(origin)
            current = known is not None and known.fingerprint == state.same_as
            if known is not None and current and origin not in self._gone and origin not in self._altered_now:
                self._draft.note_item(known._replace(fingerprint=state.fingerprint))
        self._newly_touched = {}
        return tuple(touched)

    @property
    def _altered_now(self) -> set[str]:
        """Items that were read in this run, but for those that turned out to be only touched."""
        return self._altered.keys() - self._newly_touched.keys()

    def _note(self, settled: Iterable[str]) -> None:
        if settled or self._newly_touched:
            self._journal.note_touched(self._newly_touched, over=settled)
        self._journal.note_refreshed(self.failed)


def _within_any(origin: str, sources: Sequence[str]) -> bool:
    return any(origin == source or origin.startswith(source.rstrip("/") + "/") for source in sources)
