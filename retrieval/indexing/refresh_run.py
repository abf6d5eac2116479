"""One refresh: listed items are read, and what changed goes to the next generation or to a preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus import CorpusError, SkippedError
from corpus.address import is_address, is_part
from retrieval.errors import StoreError
from retrieval.indexing.article_ids import ArticleIds
from retrieval.indexing.known_addresses import KnownAddresses
from retrieval.indexing.listing import Listing
from retrieval.indexing.reading import ItemReading
from retrieval.indexing.touched import TouchedItems
from retrieval.store.items import ItemState
from retrieval.store.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import tzinfo
    from pathlib import Path

    from corpus import Article, Fetcher
    from retrieval.indexing.changes import Changes
    from retrieval.indexing.journal import Journal
    from retrieval.indexing.listing import ListedItem
    from retrieval.indexing.preview import Preview
    from retrieval.store.base_snapshot import BaseSnapshot
    from retrieval.store.writer import GenerationWriter


class RefreshRun:
    """One refresh, from sources to a published generation or, with a preview, to counts alone.

    Args:
        base: What was in before.
        target: Takes the changes.
        journal: Knows items that were only touched.
        changes: Learns what is found.
        progress: Called with how far it has come.
        zone: That of dates without one.
    """

    def __init__(
        self,
        base: BaseSnapshot,
        target: GenerationWriter | Preview,
        journal: Journal,
        changes: Changes,
        progress: Callable[[Progress], None],
        *,
        zone: tzinfo,
    ) -> None:
        self._base = base
        self._target = target
        self._changes = changes
        self._progress = progress
        self._zone = zone
        self._touched = TouchedItems(journal)
        self._listing = Listing(base, self._touched, changes)
        self._ids = ArticleIds(base, self._listing.gone)
        self._addresses = KnownAddresses(base)
        self._read = 0  # articles

    def run(self, named: Sequence[str | Path], fetcher: Fetcher, *, rebuild: bool = False) -> tuple[int, int]:
        """Read, write, embed, publish.

        Args:
            named: The sources.
            fetcher: Gets web pages.
            rebuild: The store is made from these sources alone, which must give something then.

        Returns:
            How many articles and how many passages the store holds, or would hold.

        Raises:
            StoreError: Nothing was found to build the store from, or it cannot be written.
            ModelError: The embedding model cannot be loaded, or fails.
        """
        listing = self._listing
        for name in named:
            listing.add(name, fetcher)
        listing.compare()
        self._take_items()
        self._remove_gone()
        if rebuild and not self._changes.added:
            self._refuse_to_empty()
        if self._target.changed:
            self._touched.settle(self._base, self._target, listing.altered.keys(), listing.gone)
        return self._target.finish(self._progress)

    def note_touched(self) -> None:
        """Write to the journal which items were only touched; call it after `run`."""
        self._touched.note()

    def _take_items(self) -> None:
        """Take what changed; whose an article is that several items hold shows when all have been read."""
        put_off = [listed for listed in self._listing.altered.values() if not self._take_item(listed)]
        for listed in put_off:
            self._take_item(listed, last=True)

    def _take_item(self, listed: ListedItem, *, last: bool = False) -> bool:
        """Read an item and take its articles.

        Args:
            listed: The item.
            last: Whether conflicts are told; else the item is to be read again when all others have been.

        Returns:
            Whether it is done with.
        """
        source, item, _ = listed
        reading = ItemReading(self._base.digests(item.origin))
        for article in item.read():
            if isinstance(article, CorpusError):
                reading.errors.append(article)
            else:
                self._take_article(article.in_zone(self._zone), listed, reading, last=last)
        if reading.conflicts and not last:
            return False
        for error in [*reading.errors, *reading.conflicts]:
            self._changes.fail(source, error)
        if not reading.failed:
            self._settle_item(listed, reading)
        elif reading.changed:
            # It is read again next time, and until then nothing of it is taken out.
            self._target.note_item(ItemState(item.origin, source, f"incomplete {item.fingerprint}"))
        return True

    def _settle_item(self, listed: ListedItem, reading: ItemReading) -> None:
        """Take out what is no longer in an item that was read in full, and note what it looks like."""
        source, item, _ = listed
        # Entries that a live blog does not show any more have scrolled away, as those of a feed do.
        gone = [one for one in sorted(reading.missing) if not (listed.of_window and is_part(one))]
        changed = reading.changed or bool(gone)
        for article_id in gone:
            self._remove(article_id)
        before = self._base.fingerprints.get(item.origin)
        if before is not None and not changed:
            self._touched.add(item.origin, item.fingerprint, before)
        else:
            self._target.note_item(ItemState(item.origin, source, item.fingerprint))

    def _take_article(
        self, article: Article, listed: ListedItem, reading: ItemReading, *, last: bool
    ) -> None:
        self._read += 1
        self._progress(Progress(stage="read", done=self._read, total=None))
        item = listed.item.origin
        if listed.of_window:
            article = self._addresses.named(article)
        holder = self._ids.other_holder(article.id, item)
        if holder is not None and (listed.of_window or _is_of_web(article.id, holder)):
            # A page that several addresses lead to is one article; one whose address left the window has moved.
            if holder in self._listing.listed:
                reading.errors.append(SkippedError(article.origin, f"is the same article as {holder}"))
                return
            holder = None
        if holder is not None and last and article.id not in reading.met:
            # Two sites count their articles alike.
            article = article.within(item)
            holder = self._ids.other_holder(article.id, item)
        if article.id in reading.met or holder is not None:
            reading.conflicts.append(_conflict(article, holder or item))
            return
        reading.meet(article.id)
        if self._ids.is_claimed_by(article.id, item):
            reading.changed = True  # taken when the item was read for the first time
            return
        self._ids.claim(article.id, item)
        self._addresses.note(article)
        self._put(article, item, reading)

    def _put(self, article: Article, item: str, reading: ItemReading) -> None:
        known = self._base.known(article.id)
        same = known is not None and known.digest == article.digest
        if known is not None and same and known.item == item:
            self._changes.unchanged += 1
            return
        reading.changed = True
        self._target.put(article, item)
        self._changes.removed.pop(article.id, None)
        if same:
            self._changes.unchanged += 1  # the same article in a file of another name
        else:
            (self._changes.updated if known else self._changes.added).append(article.id)

    def _remove_gone(self) -> None:
        for origin in sorted(self._listing.gone):
            for article_id in sorted(self._base.digests(origin)):
                if not self._ids.is_claimed(article_id):
                    self._remove(article_id)
            self._target.forget_item(origin)

    def _remove(self, article_id: str) -> None:
        self._target.remove(article_id)
        self._ids.release(article_id)
        self._changes.removed[article_id] = None

    def _refuse_to_empty(self) -> None:
        reasons = "; ".join(f"{f.origin}: {f.reason}" for f in self._changes.failed[:3])
        raise StoreError(f"no article was found to build the store from{': ' if reasons else ''}{reasons}")


def _is_of_web(article_id: str, holder: str) -> bool:
    """Whether an article is known by its address and was fetched: who else has that address has the same article."""
    return is_address(article_id) and is_address(holder)


def _conflict(article: Article, holder: str) -> CorpusError:
    """Why an article cannot be taken: another one has its id."""
    reason = f"its id {article.id!r} is taken by an article in {holder}; give one of them another id"
    return CorpusError(article.origin, reason)
