"""The next generation of the store while it is being written."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from corpus import split
from retrieval.embedding.embeddings import first_line
from retrieval.errors import ModelError, RetrievalError, StoreError
from retrieval.indexing.base_snapshot import Before
from retrieval.indexing.report import Progress
from retrieval.store.catalogue_writer import CatalogueWriter
from retrieval.store.files import CATALOGUE
from retrieval.store.manifest import EMBEDDED, FORMAT, SERVER, Manifest
from retrieval.store.vector_reuse import Donor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import NDArray

    from corpus import Article, Passage
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.embedding.sentence_vectors import SentenceVectors
    from retrieval.settings import Settings
    from retrieval.store.catalogue import ItemState
    from retrieval.store.files import StoreFiles
    from retrieval.store.vector_reuse import Embedded
    from retrieval.store.vectors import Vectors

    Vector = NDArray[np.float32]

_EMBEDDED_AT_ONCE = 256  # passages; bounds the memory, and is often enough to move a progress bar
_DESCRIBED_AT_ONCE = 256  # articles


class Draft(Before):
    """Changes to the published generation, kept aside until `finish` publishes them.

    Nothing is copied or written before the first change, so that a refresh that finds none is quick.  Use it as
    a context manager, with the store locked; what was not finished is thrown away when the block ends.

    Args:
        files: The store.
        settings: Passage size and model name for the manifest.
        embeddings: Embeds new passages; not loaded where there are none.
        base: Name of the generation to start from, `None` to start from nothing.
        donor: Name of a generation whose vectors are taken over where a passage has the same id; by default the
            base, where its vectors cannot simply be copied.
        passage_chars: The passage size; the one of the settings by default.

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
        donor: str | None = None,
        passage_chars: int | None = None,
    ) -> None:
        super().__init__(files, settings, base)
        self._embeddings = embeddings
        self._donor = donor or base
        self._passage_chars = passage_chars or settings.passage_chars
        self._kept = SERVER if files.server else EMBEDDED
        self._folder: Path | None = None
        self._catalogue: CatalogueWriter | None = None
        self._gone: list[str] = []  # passages whose vectors are of no use now
        self._touched: list[str] = []  # articles put in, whose kept passages need new metadata
        self._written = 0  # passages

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if self._catalogue is not None:
            self._catalogue.close()
        if self._folder is not None:
            self._files.discard(self._folder)
        if isinstance(error, OSError | sqlite3.Error):
            what = getattr(error, "strerror", None) or error
            raise StoreError(
                f"the store in {self._files.folder} cannot be written ({what}); it stays as it was"
            ) from error
        if isinstance(error, StoreError) and self._folder is not None:
            raise type(error)(f"{error}; the store stays as it was") from error

    # Changes

    @property
    def changed(self) -> bool:
        """Whether anything is to be published."""
        moved = self.manifest is not None and self.manifest.vectors != self._kept
        return self._catalogue is not None or moved

    def start(self) -> None:
        """Make sure that something is published, even where nothing is put in."""
        self._writable()

    def put(self, article: Article, item: str, digest: str | None = None) -> None:
        """Add an article or replace it; `digest` stands for its own where it is taken over from another store."""
        passages = split(article, self._passage_chars)
        self._gone += self._writable().put(article, passages, item, digest)
        self._touched.append(article.id)
        self._written += len(passages)

    def remove(self, article_id: str) -> None:
        """Take an article out."""
        self._gone += self._writable().remove(article_id)

    def note_item(self, item: ItemState) -> None:
        """Remember what an item looks like now."""
        self._writable().note_item(item)

    def forget_item(self, origin: str) -> None:
        """Forget an item that is gone."""
        self._writable().forget_item(origin)

    def _writable(self) -> CatalogueWriter:
        if self._catalogue is None:
            self._folder = self._files.stage(self.base)
            self._catalogue = CatalogueWriter(self._folder / CATALOGUE)
            self._catalogue.begin()
        return self._catalogue

    # The end

    def finish(self, progress: Callable[[Progress], None]) -> tuple[int, int]:
        """Embed what is new and publish.

        Returns:
            How many articles and how many passages the store holds now.

        Raises:
            ModelError: The embedding model cannot be loaded or fails; nothing is published.
            StoreError: The vectors cannot be written; nothing is published.
        """
        if not self.changed:
            return self.counts()
        catalogue = self._writable()
        assert self._folder is not None  # noqa: S101 - set by _writable
        catalogue.commit()
        dimension = self._write_vectors(catalogue, self._folder, progress)
        counts = catalogue.counts()
        progress(Progress(stage="publish", done=counts[1], total=counts[1]))
        catalogue.settle(self._written)
        self._catalogue = None
        self._files.publish(self._folder, self._manifest(dimension))
        self.close()
        return counts

    def _manifest(self, dimension: int) -> Manifest:
        return Manifest(
            format=FORMAT,
            model=self._settings.embedding_model,
            dimension=dimension or (self.manifest.dimension if self.manifest else 0),
            passage_chars=self._passage_chars,
            made="",
            vectors=self._kept,
        )

    def _write_vectors(
        self, catalogue: CatalogueWriter, folder: Path, progress: Callable[[Progress], None]
    ) -> int:
        """Bring the vectors to what the catalogue says; returns their dimension, 0 where none was written."""
        copied = (
            self.base
            if self.manifest is not None and self.manifest.vectors == self._kept == EMBEDDED
            else None
        )
        if copied is not None:
            self._files.copy_vectors(copied, folder)
        elif self._kept == SERVER:
            self._files.clear_server()
        vectors = self._files.vectors(folder.name, kept=self._kept, create=copied is None)
        try:
            if copied is not None:
                vectors.remove(self._gone)
                self._describe(catalogue, vectors)
                return self._embed(catalogue, vectors, None, progress)
            catalogue.forget_vectors()
            donor = self._opened_donor()
            try:
                return self._embed(catalogue, vectors, donor, progress)
            finally:
                if donor is not None:
                    donor.close()
        finally:
            vectors.close()

    def _opened_donor(self) -> Donor | None:
        if self._donor is None:
            return None
        try:
            return Donor(self._files, self._donor)
        except StoreError:
            return None  # then everything is embedded anew

    def _describe(self, catalogue: CatalogueWriter, vectors: Vectors) -> None:
        """Bring the metadata of passages that kept their vectors up to date."""
        for start in range(0, len(self._touched), _DESCRIBED_AT_ONCE):
            kept = catalogue.embedded_passages(self._touched[start : start + _DESCRIBED_AT_ONCE])
            if kept:
                vectors.describe([p.id for p, _ in kept], [_metadata(p, a) for p, a in kept])

    def _embed(
        self,
        catalogue: CatalogueWriter,
        vectors: Vectors,
        donor: Donor | None,
        progress: Callable[[Progress], None],
    ) -> int:
        total = catalogue.count_unembedded()
        stale = frozenset(self._gone)
        done = dimension = 0
        for batch in catalogue.unembedded(_EMBEDDED_AT_ONCE):
            progress(Progress(stage="embed", done=done, total=total))
            wanted = [passage.id for passage, _ in batch if passage.id not in stale]
            given = donor.embedded(wanted) if donor else {}
            embedded, of_sentences = self._embedded(batch, given)
            self._add(batch, embedded, vectors)
            dimension = int(embedded.shape[1])
            catalogue.mark_embedded(zip((passage.id for passage, _ in batch), of_sentences, strict=True))
            done += len(batch)
        progress(Progress(stage="embed", done=done, total=total))
        return dimension

    def _embedded(
        self, batch: Sequence[tuple[Passage, Article]], given: Mapping[str, Embedded]
    ) -> tuple[Vector, list[SentenceVectors]]:
        """Vectors of passages, of shape (len(batch), dimension), and of their sentences; given where there are any."""
        new = [(passage, article) for passage, article in batch if passage.id not in given]
        made = iter(self._encoded(new) if new else ())
        rows = [given[passage.id] if passage.id in given else next(made) for passage, _ in batch]
        if (
            len({vector.shape for vector, _ in rows}) > 1
        ):  # another model of the same name made the given ones
            return self._embedded(batch, {})
        return np.stack([vector for vector, _ in rows]), [of_sentences for _, of_sentences in rows]

    def _encoded(self, batch: Sequence[tuple[Passage, Article]]) -> list[Embedded]:
        titles, texts = [article.title for _, article in batch], [passage.text for passage, _ in batch]
        try:
            vectors, of_sentences = self._embeddings.encode_passages(titles, texts)
        except RetrievalError:
            raise
        except Exception as error:  # whatever a model may raise in the middle
            raise ModelError(
                f"the embedding model {self._settings.embedding_model!r} failed ({type(error).__name__}: "
                f"{first_line(error)}); the store stays as it was"
            ) from error
        if vectors.shape[0] != len(texts):
            raise ModelError(
                f"the embedding model {self._settings.embedding_model!r} gave {vectors.shape[0]} vectors for "
                f"{len(texts)} texts; the store stays as it was"
            )
        return list(zip(vectors, of_sentences, strict=True))

    def _add(self, batch: Sequence[tuple[Passage, Article]], embedded: Vector, vectors: Vectors) -> None:
        vectors.add(
            [passage.id for passage, _ in batch],
            embedded,
            [passage.text for passage, _ in batch],
            [_metadata(passage, article) for passage, article in batch],
        )


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
