"""The published generation as a refresh finds it, which the next one starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.store.catalogue import Catalogue
from retrieval.store.items import Items

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from corpus import Article
    from retrieval.settings import Settings
    from retrieval.store.items import ItemState, KnownArticle
    from retrieval.store.manifest import Manifest
    from retrieval.store.port.engine import StoreEngine
    from retrieval.store.tables import Tables


class BaseSnapshot:
    """The published generation as a refresh finds it; it can be empty.

    Args:
        engine: What keeps the store.
        settings: The embedding model in use.
        name: Name of the generation, `None` where there is none or it does not count.

    Attributes:
        name: The same name.
        manifest: What it says of itself.
        fingerprints: What each item looked like when it was read, by its origin.

    Raises:
        StoreError: It was made by another model, is damaged or of another format.
    """

    def __init__(self, engine: StoreEngine, settings: Settings, name: str | None) -> None:
        self._engine = engine
        self.name = name
        self.manifest: Manifest | None = None
        self.fingerprints: dict[str, str] = {}
        self._database: Tables | None = None
        if name is None:
            return
        self.manifest = engine.manifest(name)
        self.manifest.check_model(settings.embedding_model, engine.place)
        self.manifest.check_format(engine.place)
        self._database = engine.tables(name)
        self._items, self._catalogue = Items(self._database), Catalogue(self._database)
        self.fingerprints = self._items.fingerprints()

    def check_intact(self) -> None:
        """Refuse to build on what is not what was written.

        Raises:
            StoreError: Something of it is damaged or gone.
        """
        if self.name is not None:
            self._engine.check_intact(self.name)

    def item(self, origin: str) -> ItemState | None:
        """What an item looked like, and the source it is a part of."""
        return self._items.item(origin) if self._database else None

    def count_articles(self, items: Collection[str]) -> int:
        """How many articles came from these items."""
        if self._database is None:
            return 0
        if len(items) == len(self.fingerprints):
            return self.counts()[0]
        counts = self._items.article_counts()
        return sum(counts.get(origin, 0) for origin in items)

    def known(self, article_id: str) -> KnownArticle | None:
        """Digest of an article as it was, and the item it came from; `None` for a new one."""
        return self._items.known(article_id) if self._database else None

    def digests(self, item: str) -> dict[str, str]:
        """Digests of the articles that came from an item, by article id, as they were."""
        return self._items.digests(item) if self._database else {}

    def web_articles(self) -> list[tuple[str, str | None]]:
        """Ids and addresses of the articles that were read from the web and are known by an address."""
        return self._items.web_articles() if self._database else []

    def articles(self) -> Iterator[tuple[Article, str, str]]:
        """Every article with the item it came from and its digest, as they were."""
        return self._catalogue.all_articles() if self._database else iter(())

    def passage_count(self, article_id: str) -> int:
        """How many passages an article had."""
        return len(self._catalogue.spans(article_id)) if self._database else 0

    def counts(self) -> tuple[int, int]:
        """How many articles and how many passages there were."""
        return self._catalogue.counts() if self._database else (0, 0)

    def close(self) -> None:
        """Let go of its files."""
        if self._database is not None:
            self._database.close()
            self._database = None
