"""What the sources of a refresh hold now, told without reading any item."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus import CorpusError, SourceError, open_source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from corpus import Fetcher, Item, Source
    from retrieval.indexing.changes import Changes
    from retrieval.indexing.touched import TouchedItems
    from retrieval.store.base_snapshot import BaseSnapshot


class ListedItem(NamedTuple):
    """An item that is to be read.

    Attributes:
        source: Name of the source that lists it.
        item: The item.
        of_window: Whether the source lists only its latest items.
    """

    source: str
    item: Item
    of_window: bool


class Listing:
    """What the sources hold now, compared with what was in.

    Args:
        base: What was in before.
        touched: Items that only look new.
        changes: Learns what could not be listed.

    Attributes:
        listed: Origins of all items.
        altered: Those that are new or look so, by origin.
        gone: Origins of items that were in and are in their source no more; complete after `compare`.
    """

    def __init__(self, base: BaseSnapshot, touched: TouchedItems, changes: Changes) -> None:
        self._base = base
        self._touched = touched
        self._changes = changes
        self._whole: list[str] = []  # names of sources that list all they have
        self._unreadable: list[str] = []  # origins of what could not be listed
        self.listed: set[str] = set()
        self.altered: dict[str, ListedItem] = {}
        self.gone: set[str] = set()

    def add(self, name: str | Path, fetcher: Fetcher) -> None:
        """List the items of a source."""
        try:
            source = open_source(name, fetcher, self._seen)
        except SourceError as error:
            # What came from it earlier stays: it may be back tomorrow.
            self._changes.fail(error.origin, error)
            return
        self._changes.failed_by_source.setdefault(source.name, [])
        self._list(source)
        if source.lists_all:
            self._whole.append(source.name)

    def _seen(self, origin: str) -> str | None:
        """What an item looked like when it was read; `None` of one that was not."""
        return self._touched.latest(origin, self._base.fingerprints.get(origin))

    def _list(self, source: Source) -> None:
        # A folder may hold very many items that have not changed, so they pass here quickly.
        known, listed, is_touched = self._base.fingerprints, self.listed, self._touched.is_known
        name, of_window = source.name, not source.lists_all
        for item in source.items():
            if isinstance(item, CorpusError):
                self._changes.fail(name, item)
                self._unreadable.append(item.origin)
                continue
            origin = item.origin
            if origin in listed:
                continue
            listed.add(origin)
            before, now = known.get(origin), item.fingerprint
            if before != now and (before is None or not is_touched(origin, now, before)):
                self.altered[origin] = ListedItem(name, item, of_window)

    def compare(self) -> None:
        """Tell which of the known items are gone from their source, and count what is unchanged."""
        for origin in self._base.fingerprints.keys() - self.listed:
            item = self._base.item(origin)
            belongs = item is not None and (item.source in self._whole or _within_any(origin, self._whole))
            if belongs and not _within_any(origin, self._unreadable):
                self.gone.add(origin)
        self._changes.unchanged += self._base.count_articles(self.listed - self.altered.keys())


def _within_any(origin: str, sources: Sequence[str]) -> bool:
    return any(origin == source or origin.startswith(source.rstrip("/") + "/") for source in sources)
