"""What was read into a generation: items of sources, what they looked like, and the articles that came from each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from retrieval.store.tables import Tables


class ItemState(NamedTuple):
    """What an item looked like when it was last read."""

    origin: str
    source: str
    fingerprint: str


class KnownArticle(NamedTuple):
    """An article that is in: its digest, and the item that it came from."""

    digest: str
    item: str


class Items:
    """The items of a generation, as a refresh needs them.

    Args:
        database: The generation's; see its schema.
    """

    def __init__(self, database: Tables) -> None:
        self._database = database

    def all(self) -> list[ItemState]:
        """Every item."""
        return [
            ItemState(*row) for row in self._database.rows("SELECT origin, source, fingerprint FROM items")
        ]

    def item(self, origin: str) -> ItemState | None:
        """What an item looked like when it was last read; `None` where it is not in."""
        row = self._database.row("SELECT origin, source, fingerprint FROM items WHERE origin = ?", [origin])
        return ItemState(*row) if row else None

    def fingerprints(self) -> dict[str, str]:
        """What every item looked like when it was last read, by origin."""
        return dict(self._database.rows("SELECT origin, fingerprint FROM items"))

    def article_counts(self) -> dict[str, int]:
        """How many articles came from each item, by origin; items without any are left out."""
        return dict(self._database.rows("SELECT item, count(*) FROM articles GROUP BY item"))

    def digests(self, origin: str) -> dict[str, str]:
        """Digests of the articles that came from an item, by article id."""
        return dict(self._database.rows("SELECT id, digest FROM articles WHERE item = ?", [origin]))

    def web_articles(self) -> list[tuple[str, str | None]]:
        """Ids and addresses of the articles that came from a web address and have one as their id."""
        # Read by the index of items: in a store of files there is nothing to go through.
        rows = self._database.rows(
            "SELECT id, url FROM articles WHERE item >= 'http' AND item < 'httq' AND id LIKE 'http%://%' ORDER BY id"
        )
        return [(article_id, url) for article_id, url in rows]

    def known(self, article_id: str) -> KnownArticle | None:
        """Digest of an article and the item it came from; `None` where it is not in."""
        row = self._database.row("SELECT digest, item FROM articles WHERE id = ?", [article_id])
        return KnownArticle(*row) if row else None
