"""Items that look new and hold what they held, such as files that were only touched.

That alone is not worth a new generation of the store, so it is noted in the journal; where a generation is written
anyway, it learns of all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.indexing.journal import Touched

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from retrieval.indexing.journal import Journal
    from retrieval.indexing.preview import Preview
    from retrieval.store.base_snapshot import BaseSnapshot
    from retrieval.store.writer import GenerationWriter


class TouchedItems:
    """The touched items that are known, and those that a refresh has met.

    Args:
        journal: Where they are noted.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._known = journal.touched()
        self._new: dict[str, Touched] = {}
        self._settled: tuple[str, ...] = ()

    def is_known(self, origin: str, fingerprint: str, same_as: str) -> bool:
        """Whether it is known that an item that looks so holds what it held when it looked otherwise."""
        return self._known.get(origin) == (fingerprint, same_as)

    def latest(self, origin: str, before: str | None) -> str | None:
        """What an item looked like last, of which the store knows that it looked so before."""
        touched = self._known.get(origin)
        return touched.fingerprint if touched is not None and touched.same_as == before else before

    def add(self, origin: str, fingerprint: str, same_as: str) -> None:
        """Note that an item holds what it held."""
        self._new[origin] = Touched(fingerprint, same_as)

    def settle(
        self,
        base: BaseSnapshot,
        target: GenerationWriter | Preview,
        read: AbstractSet[str],
        gone: AbstractSet[str],
    ) -> None:
        """Let a generation that is written anyway learn of all touched items.

        Args:
            base: What was in before.
            target: Learns of them.
            read: Origins of the items that were read in this refresh; what they look like now is noted already.
            gone: Origins of the items that are in their source no more.
        """
        touched = {**self._known, **self._new}
        passed = (read - self._new.keys()) | gone
        for origin, state in touched.items():
            item = base.item(origin) if origin not in passed else None
            if item is not None and item.fingerprint == state.same_as:
                target.note_item(item._replace(fingerprint=state.fingerprint))
        self._new = {}
        self._settled = tuple(touched)

    def note(self) -> None:
        """Write to the journal what is to be remembered."""
        if self._settled or self._new:
            self._journal.note_touched(self._new, over=self._settled)
