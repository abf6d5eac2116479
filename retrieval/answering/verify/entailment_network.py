"""The small network that tells whether a claim follows from its evidence, in numpy, and its weights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from retrieval.answering.verify.word_pairs import marks
from retrieval.known_tensors import known_tensors, write_tensors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.answering.verify.word_pairs import EncodedWords

    Floats = NDArray[np.float32]

WEIGHTS = Path(__file__).with_name("entailment.safetensors")
"""The shipped file; `python -m tests.evals.entailment` makes it."""

_SHA256 = "b8dfecd19e48c29d24cd865c58cb51b9556f414ed242ff3d4fd66377ad46aa95"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntailmentNetwork:
    """A decomposable attention network: words are aligned and compared with their counterparts, and that summed up.

    Several of them, trained apart, stand side by side on the first axis of the weights.

    Attributes:
        centre: What is taken from the vectors of words, (dimension,).
        axes: Directions that are kept of what this leaves, (dimension, kept).
        sharpness: What cosines are multiplied with before they become shares, (networks,).
        project: From these directions to what is compared, (networks, kept + 1, hidden), the bias in the last row.
        compare: Of a word, its counterpart's difference, their product and the marks, (networks, 3 hidden + marks + 1,
            hidden).
        join: Of means and largest values on both sides and what is known of the pair, (networks, 4 hidden + known + 1,
            hidden).
        decide: (networks, hidden + 1).
    """

    centre: Floats
    axes: Floats
    sharpness: Floats
    project: Floats
    compare: Floats
    join: Floats
    decide: Floats

    @classmethod
    def read(cls, path: Path, sha256: str | None = None) -> Self:
        """The weights in a file.

        Args:
            path: The file, in the safetensors format.
            sha256: The hash that it must have; `None` takes any.

        Raises:
            ModelError: The file is missing, or is not the known one.
        """
        return cls(**known_tensors(path, sha256))

    def write(self, path: Path) -> None:
        """Write the weights to a file, in float16."""
        write_tensors({name: getattr(self, name) for name in self.__slots__}, path)

    def logit(self, claim: EncodedWords, evidence: EncodedWords, known: Floats) -> float:
        """The logit that a claim follows, the mean of the networks.

        Args:
            claim: Its words; at least one.
            evidence: Those of what it rests on; at least one.
            known: What is known of the pair; see `Entailment`.
        """
        said, there = self._reduced(claim), self._reduced(evidence)
        cosines = _unit(said) @ _unit(there).T
        beside = marks(claim, evidence, cosines), marks(evidence, claim, cosines.T)
        logits = [self._one(n, (said, there), cosines, beside, known) for n in range(len(self.sharpness))]
        return float(np.mean(logits))

    def _reduced(self, words: EncodedWords) -> Floats:
        vectors: Floats = words.vectors.astype(np.float32)
        reduced: Floats = np.matmul(vectors - self.centre, self.axes)
        return reduced

    def _one(
        self,
        n: int,
        words: tuple[Floats, Floats],
        cosines: Floats,
        beside: tuple[Floats, Floats],
        known: Floats,
    ) -> float:
        said, there = (_linear(vectors, self.project[n]) for vectors in words)
        scores = cosines * self.sharpness[n]
        sides = []
        for own, counterpart, about in (
            (said, _shares(scores) @ there, beside[0]),
            (there, _shares(scores.T) @ said, beside[1]),
        ):
            compared = np.concatenate([own, np.abs(own - counterpart), own * counterpart, about], axis=1)
            hidden = np.maximum(_linear(compared, self.compare[n]), 0)
            sides += [hidden.mean(axis=0), hidden.max(axis=0)]
        joined = np.maximum(_linear(np.concatenate([*sides, known])[np.newaxis], self.join[n]), 0)
        return float(joined[0] @ self.decide[n, :-1] + self.decide[n, -1])


@cache
def shipped_network() -> EntailmentNetwork:
    """The network of the package, read once."""
    return EntailmentNetwork.read(WEIGHTS, _SHA256)


def _linear(values: Floats, weights: Floats) -> Floats:
    found: Floats = values @ weights[:-1] + weights[-1]
    return found


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = vectors / np.maximum(lengths, 1e-12)
    return unit


def _shares(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares
