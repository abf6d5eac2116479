"""Cosines of any embedding model on the scale of the packaged one, which weights and bars were set on.

One model gives a good match 0.87 and a poor one 0.77, another 0.75 and 0.05.  A few questions with the sentences that
answer them, put to a model once, tell where it has its good and its poor matches; a straight line does the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PROBES = (
    ("When was the bridge opened?", "The new bridge across the river was opened to traffic in August 2007."),
    (
        "Who won the election?",
        "Almaz Bekov won the election with two thirds of the vote, the commission said.",
    ),
    (
        "How many people were evacuated?",
        "Rescuers evacuated about four hundred people from the flooded villages.",
    ),
    ("Where will the summit take place?", "The summit of the five heads of state will take place in Avaza."),
    ("Why was the mine closed?", "The mine was closed because gas had collected in the lower galleries."),
    (
        "What did the minister promise farmers?",
        "The minister promised farmers cheaper loans before the sowing.",
    ),
    ("How high is the new dam?", "When it is finished, the dam will be a hundred and ten metres high."),
    ("Which company built the power station?", "The power station was built by a company from the capital."),
    (
        "Who is accused of smuggling gold?",
        "Two customs officers are accused of having smuggled gold by rail.",
    ),
    ("When will the school year begin?", "Because of the heat the school year will begin two weeks later."),
    ("How much does bread cost in the north?", "In the north a loaf of bread now costs twice what it did."),
    (
        "What was found in the old caravanserai?",
        "In the old caravanserai they found coins and a silver lamp.",
    ),
)
"""Questions and the sentences that answer them, written for this purpose."""

# Of the packaged model, in float32; a test holds them to what it gives.
_GOOD, _POOR = 0.864, 0.730


@dataclass(frozen=True, slots=True)
class CosineScale:
    """A straight line from the cosines of one model to those of the packaged one.

    Attributes:
        slope: What a cosine is multiplied with.
        shift: What is added then.
    """

    slope: float = 1.0
    shift: float = 0.0

    @classmethod
    def of(
        cls, encode_query: Callable[[str], Floats], encode_documents: Callable[[Sequence[str]], Floats]
    ) -> Self:
        """The scale of a model, told by the probes; of one that cannot tell them apart the cosines stay."""
        good, poor = good_and_poor(encode_query, encode_documents)
        if good - poor < 1e-3:
            return cls()
        slope = (_GOOD - _POOR) / (good - poor)
        return cls(slope, _POOR - slope * poor)

    def __call__(self, cosine: float) -> float:
        """A cosine of the model on the scale of the packaged one."""
        return self.slope * cosine + self.shift

    def of_many(self, cosines: Floats) -> Floats:
        """The same of many cosines at once."""
        return np.float32(self.slope) * cosines + np.float32(self.shift)


def good_and_poor(
    encode_query: Callable[[str], Floats], encode_documents: Callable[[Sequence[str]], Floats]
) -> tuple[float, float]:
    """Mean cosine of the probes' questions with the sentences that answer them, and with all others."""
    sentences = encode_documents([sentence for _, sentence in PROBES])
    cosines = np.array([encode_query(question) for question, _ in PROBES]) @ sentences.T
    good = np.eye(len(PROBES), dtype=bool)
    return float(cosines[good].mean()), float(cosines[~good].mean())
