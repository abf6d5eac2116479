"""Embeddings of a benchmark: real passages are embedded once and kept; copies get vectors drawn around theirs."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus import sentences
from retrieval.embedding.embeddings import PackagedEmbeddings
from retrieval.embedding.sentence_vectors import SentenceVectors
from retrieval.settings import PACKAGED_MODEL, Settings
from tests.bench.renamed_articles import outline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_NOISE = 0.35  # length of what is added to a real unit vector to draw another around it


class _Passage(NamedTuple):
    """What is kept of a real passage."""

    vector: NDArray[np.float32]
    sentences: SentenceVectors


class KeptEmbeddings(PackagedEmbeddings):
    """The packaged model for questions; for passages, what is kept, or what is drawn around it.

    Whoever is stopped while real passages are embedded goes on where that was.  What is drawn for a text is always the
    same.

    Args:
        folder: Where vectors of real passages are kept.
        learns: A passage that is not kept is embedded and kept until there are so many, always where that is `None`;
            after that its vector is drawn around that of its original, or of any where the original is not kept either.
    """

    def __init__(self, folder: Path, *, learns: int | None) -> None:
        super().__init__(PACKAGED_MODEL, Settings().model_cache)
        self._folder = folder
        self._learns = learns
        self._kept: dict[str, _Passage] = {}
        self._all: list[_Passage] = []
        # Of a sentence: its passage, and which one it is there.
        self._by_outline: dict[str, tuple[str, int]] = {}
        for path in sorted(folder.glob("*.npz")):
            self._load(path)

    @property
    def is_full(self) -> bool:
        """Whether nothing more is embedded."""
        return self._learns is not None and len(self._kept) >= self._learns

    def forget(self) -> None:
        """Embed the next question whether or not it was asked before."""
        self._query.cache_clear()

    def encode_passages(
        self, titles: Sequence[str], texts: Sequence[str]
    ) -> tuple[NDArray[np.float32], list[SentenceVectors]]:
        """See the class."""
        keys = [_key(*pair) for pair in zip(titles, texts, strict=True)]
        new = [at for at, key in enumerate(keys) if key not in self._kept]
        if new and not self.is_full:
            self._embed([keys[at] for at in new], [titles[at] for at in new], [texts[at] for at in new])
            new = []
        drawn = {at: self._drawn(texts[at]) for at in new}
        made = [drawn[at] if at in drawn else self._kept[key] for at, key in enumerate(keys)]
        return np.stack([one.vector for one in made]), [one.sentences for one in made]

    # Kept

    def _embed(self, keys: Sequence[str], titles: Sequence[str], texts: Sequence[str]) -> None:
        vectors, of_sentences = super().encode_passages(titles, texts)
        path = self._folder / f"{len(list(self._folder.glob('*.npz'))):05}.npz"
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        with partial.open("wb") as file:
            np.savez(
                file,
                keys=np.array(keys),
                texts=np.array(texts),
                vectors=vectors,
                counts=np.array([len(one.spans) for one in of_sentences]),
                spans=np.concatenate([np.array(one.spans).reshape(-1, 2) for one in of_sentences]),
                sentences=np.concatenate([one.vectors for one in of_sentences]),
            )
        partial.rename(path)
        self._load(path)

    def _load(self, path: Path) -> None:
        with np.load(path) as kept:
            ends = np.cumsum(kept["counts"])
            spans, vectors = (np.split(kept[name], ends[:-1]) for name in ("spans", "sentences"))
            for key, text, vector, of_one, their in zip(
                kept["keys"], kept["texts"], kept["vectors"], spans, vectors, strict=True
            ):
                passage = _Passage(vector, SentenceVectors.of(of_one.tolist(), their))
                self._kept[str(key)] = passage
                self._all.append(passage)
                for at, (start, end) in enumerate(of_one.tolist()):
                    self._by_outline.setdefault(outline(str(text)[start:end]), (str(key), at))

    # Drawn

    def _drawn(self, text: str) -> _Passage:
        """Vectors around those of the passage that this one was copied from."""
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
        chance = np.random.default_rng(seed)
        spans = sentences(text)
        origins = [self._by_outline.get(outline(text[start:end])) for start, end in spans]
        found = next((self._kept[origin[0]] for origin in origins if origin), None)
        if found is None:  # it is not kept, or was cut in another place
            found = self._all[seed % len(self._all)]
        real = [
            self._kept[origin[0]].sentences.vectors[origin[1]] if origin else found.vector
            for origin in origins
        ]
        moved = _moved(np.stack([found.vector, *real]), chance)
        return _Passage(moved[0], SentenceVectors.of([(start, end) for start, end in spans], moved[1:]))


def _key(title: str, text: str) -> str:
    return hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()[:32]


def _moved(vectors: NDArray[np.float32], chance: np.random.Generator) -> NDArray[np.float32]:
    """Unit vectors near to these."""
    noise = chance.normal(size=vectors.shape).astype(np.float32) * _NOISE / vectors.shape[1] ** 0.5
    moved = vectors + noise
    unit: NDArray[np.float32] = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return unit
