"""Embedding models behind LangChain's Embeddings interface: any of sentence-transformers, and the packaged one."""

from __future__ import annotations

import logging
import threading
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.embeddings import Embeddings

from corpus import sentences
from retrieval.embedding.cosine_scale import CosineScale
from retrieval.embedding.fingerprint import KNOWN_TEXT, ModelFingerprint
from retrieval.embedding.packaged_model import packaged_encoder, packaged_model
from retrieval.embedding.sentence_vectors import SentenceVectors
from retrieval.errors import ModelError
from retrieval.settings import PACKAGED_MODEL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    from retrieval.embedding.encoder import Encoder
    from retrieval.settings import Settings

_BATCH = 8  # on two cores, small batches of texts of like length beat large ones
_REMEMBERED = 256  # questions; an answer compares one question with passages and then with sentences


class SentenceTransformerEmbeddings(Embeddings):
    """Embeds questions and passages with one sentence-transformers model, loaded when first used.

    Questions go through `encode_query` and passages through `encode_document`, which apply the model's own
    prompts.  Vectors have unit length, so that a dot product is a cosine.  Safe to use from several threads.

    Args:
        name: `PACKAGED_MODEL`, a model's name on the hub, or a folder.
        cache: Where the packaged model is kept once it has been converted.

    Raises:
        ModelError: On first use, when the model cannot be loaded.
    """

    def __init__(self, name: str, cache: Path) -> None:
        self.name = name
        self._cache = cache
        self._model: SentenceTransformer | None = None
        self._lock = threading.Lock()
        self._query = lru_cache(maxsize=_REMEMBERED)(self._encode_query)

    @classmethod
    def from_settings(cls, settings: Settings) -> SentenceTransformerEmbeddings:
        """The model that the settings name; the packaged one runs without torch."""
        packaged = settings.embedding_model == PACKAGED_MODEL
        return (PackagedEmbeddings if packaged else cls)(settings.embedding_model, settings.model_cache)

    @property
    def model(self) -> SentenceTransformer:
        """The model itself, loaded now if it has not been."""
        with self._lock:
            if self._model is None:
                self._model = _load(self.name, self._cache)
            return self._model

    @cached_property
    def scale(self) -> CosineScale:
        """Brings this model's cosines to the scale that weights and bars were set on; measured when first used."""
        return CosineScale.of(self.encode_query, self.encode_documents)

    @cached_property
    def fingerprint(self) -> ModelFingerprint:
        """By what other machines see whether they have the same model; made when first used."""
        return ModelFingerprint.of(self.encode_documents([KNOWN_TEXT])[0])

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """The vector of a question, of shape (dimension,) and unit length; the latest ones are remembered."""
        return self._query(text)

    def _encode_query(self, text: str) -> NDArray[np.float32]:
        vectors: NDArray[np.float32] = self.model.encode_query([text], **_ENCODING)
        first: NDArray[np.float32] = vectors[0]
        return first

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of passages, of shape (len(texts), dimension), each of unit length."""
        vectors: NDArray[np.float32] = self.model.encode_document(list(texts), batch_size=_BATCH, **_ENCODING)
        return vectors

    def encode_passages(
        self, titles: Sequence[str], texts: Sequence[str]
    ) -> tuple[NDArray[np.float32], list[SentenceVectors]]:
        """The vectors of passages under their headlines, and of the sentences of each.

        Returns:
            Vectors of shape (len(texts), dimension), each of unit length, and the sentences of each passage.
        """
        vectors = self.encode_documents([under_headline(*pair) for pair in zip(titles, texts, strict=True)])
        spans = [sentences(text) for text in texts]
        flat = [text[start:end] for text, of_one in zip(texts, spans, strict=True) for start, end in of_one]
        embedded = iter(self.encode_documents(flat) if flat else ())
        kept = [np.array([next(embedded) for _ in of_one]).reshape(len(of_one), -1) for of_one in spans]
        return vectors, [SentenceVectors.of(*pair) for pair in zip(spans, kept, strict=True)]

    def embed_query(self, text: str) -> list[float]:
        """LangChain's name for `encode_query`, as a list of floats."""
        return [float(value) for value in self.encode_query(text)]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's name for `encode_documents`, as lists of floats."""
        return [[float(value) for value in vector] for vector in self.encode_documents(texts)]


class PackagedEmbeddings(SentenceTransformerEmbeddings):
    """The packaged model without torch: ready in a second, and three times as fast at passages.

    Vectors agree with those of sentence-transformers to a cosine of 0.9999; `model` is still the real one.
    """

    def __init__(self, name: str, cache: Path) -> None:
        super().__init__(name, cache)
        self.scale = CosineScale()  # what the others are brought to
        self._turn = threading.Lock()  # one batch of passages at a time has all the cores

    @classmethod
    def beside(cls, embeddings: object, cache: Path) -> PackagedEmbeddings | None:
        """The packaged model's for a chain with these embeddings; `None` where the packaged model is not there.

        Args:
            embeddings: The store's; where they are not the packaged model's, that one is loaded besides.
            cache: Where the packaged model is kept.
        """
        if isinstance(embeddings, PackagedEmbeddings):
            return embeddings
        try:
            packaged_encoder(cache)
        except ModelError:
            return None
        return cls(PACKAGED_MODEL, cache)

    @property
    def encoder(self) -> Encoder:
        """What runs the model: one for all of a process, loaded now if it has not been."""
        with _loading:
            return _encoder(packaged_encoder(self._cache))

    def _encode_query(self, text: str) -> NDArray[np.float32]:
        return self.encoder.one(f"query: {text}")

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of passages, of shape (len(texts), dimension), each of unit length."""
        encoder = self.encoder
        with self._turn:
            return encoder.many([f"passage: {text}" for text in texts])

    def encode_passages(
        self, titles: Sequence[str], texts: Sequence[str]
    ) -> tuple[NDArray[np.float32], list[SentenceVectors]]:
        """As above; sentences are pooled from the passages, which costs nothing more."""
        encoder = self.encoder
        framed = [f"passage: {under_headline(*pair)}" for pair in zip(titles, texts, strict=True)]
        spans = [sentences(text) for text in texts]
        moved = [
            [(start + len(whole) - len(text), end + len(whole) - len(text)) for start, end in of_one]
            for whole, text, of_one in zip(framed, texts, spans, strict=True)
        ]
        with self._turn:
            vectors, of_parts = encoder.many_with_parts(framed, moved)
        return vectors, [SentenceVectors.of(*pair) for pair in zip(spans, of_parts, strict=True)]

    def encode_words(
        self, texts: Sequence[str], words: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """The vectors of texts and of words in them, as the model understands them within the text.

        Args:
            texts: The texts.
            words: For each text, the spans of its words.

        Returns:
            Vectors of shape (len(texts), dimension), and for each text those of its words, (words, dimension); all of
            unit length, but zero for a word of which no token is left.
        """
        encoder, prefix = self.encoder, "query: "
        moved = [[(start + len(prefix), end + len(prefix)) for start, end in of_one] for of_one in words]
        with self._turn:
            return encoder.many_with_parts([prefix + text for text in texts], moved)


def under_headline(title: str, passage: str) -> str:
    """What is embedded for a passage: its words, under the headline unless they begin with it."""
    return passage if passage.startswith(title.rstrip("…")) else f"{title}\n{passage}"


@cache
def _encoder(folder: Path) -> Encoder:
    from retrieval.embedding.encoder import Encoder

    return Encoder(folder)


_loading = threading.Lock()

_ENCODING: dict[str, Any] = {
    "normalize_embeddings": True,
    "convert_to_numpy": True,
    "show_progress_bar": False,
}


def _load(name: str, cache: Path) -> SentenceTransformer:
    path = str(packaged_model(cache)) if name == PACKAGED_MODEL else name
    silence_libraries()
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(path, device="cpu")
    except Exception as error:  # whatever a hub, a file or a library may raise
        where = "is it on this machine or on the hub, and is there a network?"
        raise ModelError(
            f"the embedding model {name!r} cannot be loaded ({type(error).__name__}: {first_line(error)}); "
            f"{where} PRESSCITE_EMBEDDING_MODEL takes {PACKAGED_MODEL}, a name on the hub, or a folder"
        ) from error


def first_line(error: Exception) -> str:
    """The first line of what an error says, for a message of ours."""
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else "no details"


def silence_libraries() -> None:
    """Loading bars and load reports are for people who train models, not for those who ask questions."""
    from transformers.utils import logging as chatter

    chatter.set_verbosity_error()  # type: ignore[no-untyped-call]
    chatter.disable_progress_bar()  # type: ignore[no-untyped-call]
    for noisy in ("sentence_transformers", "huggingface_hub", "httpx"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
