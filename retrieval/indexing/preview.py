"""What a refresh would do, without doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from corpus import split
from retrieval.errors import StoreError
from retrieval.indexing.base_snapshot import Before
from retrieval.store.lease import Lease

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus import Article
    from retrieval.indexing.report import Progress
    from retrieval.settings import Settings
    from retrieval.store.catalogue import ItemState
    from retrieval.store.files import StoreFiles


class Preview(Before):
    """Takes changes as a draft does and only counts them; writes nothing and needs no model.

    Args:
        files: The store.
        settings: Passage size and model name.
        base: Name of the generation to start from, `None` to start from nothing.

    Raises:
        StoreError: The base was made by another model, is damaged or of another format.
    """

    changed = False

    def __init__(self, files: StoreFiles, settings: Settings, base: str | None) -> None:
        # No lock is held, so a refresh may publish and clear away meanwhile.
        self._lease = _lease(files, base) if base else None
        super().__init__(files, settings, base)
        self._articles, self._passages = self.counts()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        if self._lease is not None:
            self._lease.release()

    def put(self, article: Article, item: str) -> None:
        """Count an article that would come in or be replaced."""
        before = self._before.passage_count(article.id) if self._before else 0
        self._articles += self.known(article.id) == (None, None)
        self._passages += len(split(article, self._settings.passage_chars)) - before

    def remove(self, article_id: str) -> None:
        """Count an article that would go."""
        self._articles -= 1
        self._passages -= self._before.passage_count(article_id) if self._before else 0

    def note_item(self, item: ItemState) -> None:
        """Nothing is noted."""

    def forget_item(self, origin: str) -> None:
        """Nothing is forgotten."""

    def finish(self, progress: Callable[[Progress], None]) -> tuple[int, int]:
        """How many articles and how many passages the store would hold."""
        return self._articles, self._passages


def _lease(files: StoreFiles, base: str) -> Lease:
    try:
        return Lease(files.generation(base))
    except FileNotFoundError as error:
        raise StoreError(
            f"the generation {base} of the store in {files.folder} is not there; another refresh may have ended just "
            "now: run this again"
        ) from error
