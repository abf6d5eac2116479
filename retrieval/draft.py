"""The next generation of the store while it is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from corpus import split
from retrieval.catalogue import Catalogue, ItemState
from retrieval.errors import RetrievalError, StoreError
from retrieval.report import Progress
from retrieval.store import FORMAT, Manifest
from retrieval.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType

    from corpus import Article, Passage
    from retrieval.embeddings import SentenceTransformerEmbeddings
    from retrieval.settings import Settings
    from retrieval.store import StoreFiles

_EMBEDDED_AT_ONCE = 256  # passages; bounds the memory, and is often enough to move a progress bar
_DESCRIBED_AT_ONCE = 256  # articles


class Draft:
    """Changes to the published generation, kept aside until `finish` publishes them.

    Nothing is copied or written before the first change, so that a refresh that finds none is quick.  Use it as
    a context manager, with the store locked; what was not finished is thrown away when the block ends.

    Args:
        files: The store.
        settings: Passage size and model name for the manifest.
        embeddings: Embeds new passages; not loaded where there are none.
        base: Name of the generation to start from, `None` to start from nothing.

    Raises:
        StoreError: The base was made by another model or is damaged, or the folder cannot be written.
    """

    def __init__(
        self,
        files: StoreFiles,
        settings: Settings,
        embeddings: SentenceTransformerEmbeddings,
        *,
        base: str | None,
    ) -> None:
        self._files = files
        self._settings = settings
        self._embeddings = embeddings
        self._base = base
        self._before: Catalogue | None = None
        if base is not None:
            folder = files.generation(base)
            files.check_model(folder, settings.embedding_model)
            self._before = Catalogue(folder / "catalogue.db")
        self.items: dict[str, ItemState] = self._before.items() if self._before else {}
        self._folder: Path | None = None
        self._catalogue: Catalogue | None = None
        self._gone: list[str] = []  # passages to take out of Chroma
        self._touched: list[str] = []  # articles put in, whose kept passages need new metadata
        self._published = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for catalogue in (self._before, self._catalogue):
            if catalogue is not None:
                catalogue.close()
        if self._folder is not None and not self._published:
            self._files.discard(self._folder)
        if isinstance(error, OSError):
            raise StoreError(
                f"the store in {self._files.folder} cannot be written ({error.strerror or error}); "
                "it stays as it was"
            ) from error

    # What was there before

    def known(self, article_id: str) -> tuple[str | None, str | None]:
        """Digest of an article as it was, and the item it came from; (`None`, `None`) for a new one."""
        return self._before.known(article_id) if self._before else (None, None)

    def digests(self, item: str) -> dict[str, str]:
        """Digests of the articles that came from an item, by article id, as they were."""
        return self._before.digests(item) if self._before else {}

    # Changes

    def put(self, article: Article, item: str) -> None:
        """Add an article or replace it."""
        passages = split(article, self._settings.passage_chars)
        self._gone += self._writable().put(article, passages, item)
        self._touched.append(article.id)

    def remove(self, article_id: str) -> None:
        """Take an article out."""
        self._gone += self._writable().remove(article_id)

    def note_item(self, item: ItemState) -> None:
        """Remember what an item looks like now."""
        self._writable().note_item(item)

    def forget_item(self, origin: str) -> None:
        """Forget an item that is gone."""
        self._writable().forget_item(origin)

    def _writable(self) -> Catalogue:
        if self._catalogue is None:
            self._folder = self._files.stage(self._base)
            self._catalogue = Catalogue(self._folder / "catalogue.db", writable=True)
            self._catalogue.begin()
        return self._catalogue

    # The end

    def finish(self, progress: Callable[[Progress], None]) -> tuple[int, int]:
        """Embed what is new and publish.

        Returns:
            How many articles and how many passages the store holds now.

        Raises:
            ModelError: The embedding model cannot be loaded or fails; nothing is published.
        """
        if self._catalogue is None or self._folder is None:
            return self._before.counts() if self._before else (0, 0)
        self._catalogue.commit()
        vectors = Vectors(self._folder / "chroma")
        try:
            vectors.remove(self._gone)
            self._describe(self._catalogue, vectors)
            dimension = self._embed(self._catalogue, vectors, progress)
        finally:
            vectors.close()
        counts = self._catalogue.counts()
        progress(Progress(stage="publish", done=counts[1], total=counts[1]))
        self._catalogue.settle()
        self._catalogue = None
        self._files.publish(self._folder, self._manifest(dimension))
        self._published = True
        return counts

    def _manifest(self, dimension: int) -> Manifest:
        if not dimension and self._base is not None:
            dimension = Manifest.read(self._files.generation(self._base)).dimension
        return Manifest(
            format=FORMAT,
            model=self._settings.embedding_model,
            dimension=dimension,
            passage_chars=self._settings.passage_chars,
            made="",
        )

    def _describe(self, catalogue: Catalogue, vectors: Vectors) -> None:
        """Bring the metadata of passages that kept their vectors up to date."""
        for start in range(0, len(self._touched), _DESCRIBED_AT_ONCE):
            kept = catalogue.embedded_passages(self._touched[start : start + _DESCRIBED_AT_ONCE])
            if kept:
                vectors.describe([p.id for p, _ in kept], [_metadata(p, a) for p, a in kept])

    def _embed(self, catalogue: Catalogue, vectors: Vectors, progress: Callable[[Progress], None]) -> int:
        total = catalogue.count_unembedded()
        done = dimension = 0
        for batch in catalogue.unembedded(_EMBEDDED_AT_ONCE):
            progress(Progress(stage="embed", done=done, total=total))
            dimension = self._add(batch, vectors, catalogue)
            done += len(batch)
        progress(Progress(stage="embed", done=done, total=total))
        return dimension

    def _add(self, batch: Sequence[tuple[Passage, Article]], vectors: Vectors, catalogue: Catalogue) -> int:
        titles, texts = [article.title for _, article in batch], [passage.text for passage, _ in batch]
        embedded, of_sentences = self._embeddings.encode_passages(titles, texts)
        if embedded.shape[0] != len(batch):
            raise RetrievalError("the embedding model gave another number of vectors than it was given texts")
        ids = [passage.id for passage, _ in batch]
        vectors.add(ids, embedded, texts, [_metadata(passage, article) for passage, article in batch])
        catalogue.mark_embedded(zip(ids, of_sentences, strict=True))
        return int(embedded.shape[1])


def _metadata(passage: Passage, article: Article) -> dict[str, Any]:
    """What Chroma keeps beside a passage; a fact that is not known is left out, never invented."""
    facts: dict[str, Any] = {
        "article_id": article.id,
        "start": passage.start,
        "end": passage.end,
        "title": article.title,
    }
    if article.url:
        facts["url"] = article.url
    if article.source:
        facts["source"] = article.source
    if article.author:
        facts["author"] = article.author
    if article.language:
        facts["language"] = article.language
    if article.published:
        facts["published"] = article.published.isoformat()
        facts["published_at"] = article.published.timestamp()  # Chroma's range filters need numbers
    if article.updated:
        facts["updated"] = article.updated.isoformat()
    return facts
