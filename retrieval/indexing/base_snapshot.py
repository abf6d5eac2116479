"""The store as it is before a refresh: what is known, and by what it can be told again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.store.catalogue import Catalogue
from retrieval.store.files import CATALOGUE
from retrieval.store.manifest import Manifest

if TYPE_CHECKING:
    from collections.abc import Collection

    from retrieval.settings import Settings
    from retrieval.store.catalogue import ItemState
    from retrieval.store.files import StoreFiles


class Before:
    """The published generation as a refresh finds it; it can be empty.

    Args:
        files: The store.
        settings: The embedding model in use.
        base: Name of the generation, `None` where there is none or it does not count.

    Attributes:
        base: The same name.
        manifest: What it says of itself.
        fingerprints: What each item looked like when it was read, by its origin.

    Raises:
        StoreError: It was made by another model, is damaged or of another format.
    """

    def __init__(self, files: StoreFiles, settings: Settings, base: str | None) -> None:
        self._files = files
        self._settings = settings
        self._before: Catalogue | None = None
        self.base = base
        self.manifest: Manifest | None = None
        self.fingerprints: dict[str, str] = {}
        if base is not None:
            folder = files.generation(base)
            files.check_model(folder, settings.embedding_model)
            self.manifest = Manifest.read(folder)
            self._before = Catalogue(folder / CATALOGUE)
            self.fingerprints = self._before.fingerprints()

    def item(self, origin: str) -> ItemState | None:
        """What an item looked like, and the source it is a part of."""
        return self._before.item(origin) if self._before else None

    def count_articles(self, items: Collection[str]) -> int:
        """How many articles came from these items."""
        if self._before is None:
            return 0
        if len(items) == len(self.fingerprints):
            return self.counts()[0]
        counts = self._before.articles_by_item()
        return sum(counts.get(origin, 0) for origin in items)

    def known(self, article_id: str) -> tuple[str | None, str | None]:
        """Digest of an article as it was, and the item it came from; (`None`, `None`) for a new one."""
        return self._before.known(article_id) if self._before else (None, None)

    def digests(self, item: str) -> dict[str, str]:
        """Digests of the articles that came from an item, by article id, as they were."""
        return self._before.digests(item) if self._before else {}

    def counts(self) -> tuple[int, int]:
        """How many articles and how many passages there were."""
        return self._before.counts() if self._before else (0, 0)

    def close(self) -> None:
        """Let go of its files."""
        if self._before is not None:
            self._before.close()
            self._before = None
