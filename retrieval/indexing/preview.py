"""What a refresh would do, without doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from corpus import split
from retrieval.errors import StoreError
from retrieval.store.base_snapshot import BaseSnapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus import Article
    from retrieval.settings import Settings
    from retrieval.store.items import ItemState
    from retrieval.store.port.engine import StoreEngine
    from retrieval.store.port.open_generation import OpenGeneration
    from retrieval.store.progress import Progress


class Preview:
    """Takes changes as a `GenerationWriter` does and only counts them; writes nothing and needs no model.

    Args:
        engine: What keeps the store.
        settings: Passage size and model name.
        name: Name of the generation to start from, `None` to start from nothing.

    Attributes:
        base: That generation.

    Raises:
        StoreError: The base was made by another model, is damaged or of another format.
    """

    changed = False

    def __init__(self, engine: StoreEngine, settings: Settings, name: str | None) -> None:
        self._passage_chars = settings.passage_chars
        # No lock is held, so a refresh may publish and clear away meanwhile.
        self._opened = _opened(engine, name) if name else None
        self.base = BaseSnapshot(engine, settings, name)
        self._articles, self._passages = self.base.counts()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.base.close()
        if self._opened is not None:
            self._opened.close()

    def put(self, article: Article, item: str) -> None:
        """Count an article that would come in or be replaced."""
        self._articles += self.base.known(article.id) is None
        self._passages += len(split(article, self._passage_chars)) - self.base.passage_count(article.id)

    def remove(self, article_id: str) -> None:
        """Count an article that would go."""
        self._articles -= 1
        self._passages -= self.base.passage_count(article_id)

    def note_item(self, item: ItemState) -> None:
        """Nothing is noted."""

    def forget_item(self, origin: str) -> None:
        """Nothing is forgotten."""

    def finish(self, progress: Callable[[Progress], None]) -> tuple[int, int]:
        """How many articles and how many passages the store would hold."""
        return self._articles, self._passages


def _opened(engine: StoreEngine, name: str) -> OpenGeneration:
    try:
        return engine.opened(name, vectors=False)
    except FileNotFoundError as error:
        raise StoreError(
            f"the generation {name} of the store in {engine.place} is not there; another refresh may have ended just "
            "now: run this again"
        ) from error
