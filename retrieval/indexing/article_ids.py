"""Who holds an article's id: each belongs to one item, though several may claim it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from retrieval.store.base_snapshot import BaseSnapshot


class ArticleIds:
    """Which item holds which article's id, as far as a refresh has come.

    An item that an article was read from in this refresh holds its id.  Else the item that the article came from
    earlier does, unless that item is gone from its source or has lost the article since.

    Args:
        base: What was in before.
        gone: Origins of items that are in their source no more.
    """

    def __init__(self, base: BaseSnapshot, gone: Collection[str]) -> None:
        self._base = base
        self._gone = gone
        self._claimed: dict[str, str] = {}  # article id -> item it was read from in this refresh
        self._released: set[str] = set()

    def claim(self, article_id: str, item: str) -> None:
        """Note that an article was read from an item."""
        self._claimed[article_id] = item

    def release(self, article_id: str) -> None:
        """Note that an article was taken out."""
        self._released.add(article_id)

    def is_claimed(self, article_id: str) -> bool:
        """Whether an article was read from any item in this refresh."""
        return article_id in self._claimed

    def is_claimed_by(self, article_id: str, item: str) -> bool:
        """Whether an article was read from this item in this refresh."""
        return self._claimed.get(article_id) == item

    def other_holder(self, article_id: str, item: str) -> str | None:
        """The item other than this one that holds an article's id, if any."""
        claimed = self._claimed.get(article_id)
        if claimed is not None:
            return claimed if claimed != item else None
        known = self._base.known(article_id)
        if known is None or known.item == item:
            return None
        left = known.item in self._gone or article_id in self._released
        return None if left else known.item
