"""Passages of a new generation -> their vectors, made by the model or taken over from another generation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.embedding.embeddings import first_line
from retrieval.errors import ModelError, RetrievalError
from retrieval.store.metadata import metadata
from retrieval.store.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from corpus import Article, Passage
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.embedding.fingerprint import ModelFingerprint
    from retrieval.store.reusable_vectors import PassageVectors, ReusableVectors
    from retrieval.store.unembedded import UnembeddedPassages
    from retrieval.store.vector_index import VectorIndex

_EMBEDDED_AT_ONCE = 256  # passages; bounds the memory, and is often enough to move a progress bar


class PassageEmbedder:
    """Gives the passages of a catalogue that have no vectors theirs.

    Args:
        embeddings: The model; not loaded where there is nothing to embed.
        catalogue: Knows which passages have none.
        progress: Called with how far it has come.
    """

    def __init__(
        self,
        embeddings: SentenceTransformerEmbeddings,
        catalogue: UnembeddedPassages,
        progress: Callable[[Progress], None],
    ) -> None:
        self._embeddings = embeddings
        self._catalogue = catalogue
        self._progress = progress

    @property
    def model(self) -> str:
        """The model's name."""
        return self._embeddings.name

    def fingerprint(self) -> ModelFingerprint | None:
        """The model's; `None` where it cannot be loaded, which is no fault as long as nothing has to be embedded."""
        try:
            return self._embeddings.fingerprint
        except ModelError:
            return None

    def progress(self, progress: Progress) -> None:
        """Tell how far it has come, where others embed."""
        self._progress(progress)

    def of(self, catalogue: UnembeddedPassages) -> PassageEmbedder:
        """The same for other passages; says nothing of how far it has come."""
        return PassageEmbedder(self._embeddings, catalogue, lambda _: None)

    def embed_missing(
        self, vectors: VectorIndex, reusable: ReusableVectors | None = None, stale: Collection[str] = ()
    ) -> int:
        """Write the vectors of all passages that have none.

        Args:
            vectors: Where to.
            reusable: Vectors that are taken over where a passage has the same id.
            stale: Ids of passages whose vectors are not taken over.

        Returns:
            The dimension of the vectors; 0 where none was written.

        Raises:
            ModelError: The model cannot be loaded, or fails.
            StoreError: They cannot be written.
        """
        total = self._catalogue.count_unembedded()
        done = dimension = 0
        for batch in self._catalogue.unembedded(_EMBEDDED_AT_ONCE):
            self._progress(Progress(stage="embed", done=done, total=total))
            wanted = [passage.id for passage, _ in batch if passage.id not in stale]
            rows = self._vectors_of(batch, reusable.of(wanted) if reusable else {})
            dimension = self._write(batch, rows, vectors)
            done += len(batch)
        self._progress(Progress(stage="embed", done=done, total=total))
        return dimension

    def _vectors_of(
        self, batch: Sequence[tuple[Passage, Article]], reused: Mapping[str, PassageVectors]
    ) -> list[PassageVectors]:
        """Vectors of passages, and of their sentences; taken over where there are any."""
        new = [(passage, article) for passage, article in batch if passage.id not in reused]
        made = iter(self._encoded(new) if new else ())
        rows = [reused[passage.id] if passage.id in reused else next(made) for passage, _ in batch]
        if len({vector.shape for vector, _ in rows}) > 1:
            return self._encoded(batch)  # another model of the same name made those that were taken over
        return rows

    def _encoded(self, batch: Sequence[tuple[Passage, Article]]) -> list[PassageVectors]:
        titles, texts = [article.title for _, article in batch], [passage.text for passage, _ in batch]
        name = self._embeddings.name
        try:
            vectors, of_sentences = self._embeddings.encode_passages(titles, texts)
        except RetrievalError:
            raise
        except Exception as error:  # whatever a model may raise in the middle
            raise ModelError(
                f"the embedding model {name!r} failed ({type(error).__name__}: {first_line(error)}); the store stays "
                "as it was"
            ) from error
        if vectors.shape[0] != len(texts):
            raise ModelError(
                f"the embedding model {name!r} gave {vectors.shape[0]} vectors for {len(texts)} texts; the store "
                "stays as it was"
            )
        return list(zip(vectors, of_sentences, strict=True))

    def _write(
        self, batch: Sequence[tuple[Passage, Article]], rows: Sequence[PassageVectors], vectors: VectorIndex
    ) -> int:
        ids = [passage.id for passage, _ in batch]
        written = np.stack([vector for vector, _ in rows])
        texts = [passage.text for passage, _ in batch]
        vectors.add(ids, written, texts, [metadata(passage, article) for passage, article in batch])
        self._catalogue.mark_embedded(zip(ids, (of_sentences for _, of_sentences in rows), strict=True))
        return int(written.shape[1])
