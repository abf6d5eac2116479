"""The sentences that answer best, read once more, each by itself under its headline.

In its passage a sentence is read beside others that hold words of the same kind; by itself it has to answer alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from retrieval.answering.quote.candidate import NO_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answering.quote.candidate import Candidate
    from retrieval.reading.reader import Reader
    from retrieval.reading.reading import Reading

READ_CLOSELY = 6
"""Sentences that are read by themselves: they are short, and take less time than two passages."""


class CloseFeatures(NamedTuple):
    """What reading a sentence by itself shows; also what each thing counts for.

    Attributes:
        answered: Logit that it answers the question.
        margin: How far its best words lie above "no answer", as a logit.
        doubt: The same where it is below 0, else 0.
    """

    answered: float
    margin: float
    doubt: float

    @classmethod
    def of(cls, reading: Reading) -> CloseFeatures:
        """What a reading of the sentence shows."""
        margin = max(reading.best[1], NO_WORDS) if reading.best is not None else NO_WORDS
        # Of a text of which nothing fits, some models say that it is infinitely far from an answer.
        return cls(answered=max(reading.answered, NO_WORDS), margin=margin, doubt=min(margin, 0.0))


# Learned by `python -m tests.evals.calibrate`, on the scale of a candidate's score.
_WEIGHTS = CloseFeatures(answered=0.019, margin=0.128, doubt=0.1)


def close_features(question: str, best: Sequence[Candidate], reader: Reader) -> list[CloseFeatures]:
    """What reading each of some sentences by itself shows, in their order."""
    readings = reader.read(question, [(candidate.hit.title, candidate.text) for candidate in best])
    return [CloseFeatures.of(reading) for reading in readings]


def read_closely(question: str, ranked: Sequence[Candidate], reader: Reader | None) -> list[Candidate]:
    """Candidates in the order in which they answer once the best of them are read by themselves.

    Only the best change places, among themselves.  All scores stay: the distance of two still means what it did.

    Args:
        question: What is asked, as the passages were read for it.
        ranked: Sentences, the one that answers best first.
        reader: Reads; without one, and where the passages were not read, the order stays.
    """
    best = ranked[:READ_CLOSELY]
    if reader is None or len(best) < 2 or any(candidate.read is None for candidate in best):
        return list(ranked)
    gains = [
        sum(weight * value for weight, value in zip(_WEIGHTS, features, strict=True))
        for features in close_features(question, best, reader)
    ]
    order = sorted(range(len(best)), key=lambda n: -(best[n].score + gains[n]))
    return [*(best[n] for n in order), *ranked[READ_CLOSELY:]]
