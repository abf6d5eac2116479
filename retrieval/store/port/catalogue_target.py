"""The catalogue of a generation that is not published yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from retrieval.store.unembedded import UnembeddedPassages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus import Article, Passage
    from retrieval.store.items import ItemState
    from retrieval.store.tables import Row


class CatalogueTarget(UnembeddedPassages, Protocol):
    """Takes the articles, passages, postings and items of a generation that is not published yet; for one thread.

    Raises:
        StoreError: From any method, where it cannot be written.
    """

    def begin(self) -> None:
        """Start to write."""
        ...

    def commit(self) -> None:
        """Bring what was written to where it is kept."""
        ...

    def counts(self) -> tuple[int, int]:
        """How many articles and how many passages there are now."""
        ...

    def articles_checksum(self) -> int | None:
        """Checksum of the articles and items, for the manifest; `None` where others see to it."""
        ...

    def note_item(self, item: ItemState) -> None:
        """Remember what an item looked like."""
        ...

    def forget_item(self, origin: str) -> None:
        """Forget an item; its articles are removed one by one."""
        ...

    def put(
        self, article: Article, passages: Sequence[Passage], item: str, digest: str | None = None
    ) -> list[str]:
        """Add an article with its passages, or replace it.

        Returns:
            Ids of the earlier passages whose vectors are of no use now.
        """
        ...

    def restate(self, article: Article) -> None:
        """Write the dates of an article that is in already."""
        ...

    def remove(self, article_id: str) -> list[str]:
        """Take an article out; returns the ids of its passages."""
        ...

    def take_over(self, rows: Iterator[Row]) -> None:
        """Take over the earlier texts of another generation, as they are written there."""
        ...

    def rewrite_postings(self) -> Iterator[int]:
        """Write all postings anew from the articles; gives how many passages are done, article by article."""
        ...

    def tell_languages(self) -> list[str]:
        """Give each article the language that its text shows; returns the ids of those that had another."""
        ...

    def settle(self, changed: int) -> None:
        """Tidy up and close.

        Args:
            changed: How many passages were written.
        """
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
