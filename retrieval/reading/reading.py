"""What a reading model makes of one passage: where the answer stands, and how sure it is that there is one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.reading.tokens import TokenPair

    Span = tuple[int, int]
    """Where words begin and end in a passage's text, in characters, end exclusive."""
    Floats = NDArray[np.float32]

_STARTS, _ENDS, _ANSWERED = 0, 1, 2  # columns of a model's logits

LONGEST_ANSWER = 40
"""Tokens of the longest answer that is marked."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """A passage, read.

    Attributes:
        offsets: Spans of the passage's tokens, (tokens, 2).
        starts: Logits that an answer starts at each token, over that of there being none, (tokens,).
        ends: The same of its end.
        answered: Logit that the passage answers the question at all.
    """

    offsets: NDArray[np.int64]
    starts: Floats
    ends: Floats
    answered: float

    @property
    def best(self) -> tuple[Span, float] | None:
        """The words that answer best, and how far above "no answer" they lie; `None` of an empty passage."""
        return self.within((0, int(self.offsets[-1, 1]))) if len(self.offsets) else None

    def within(self, span: Span) -> tuple[Span, float] | None:
        """The words of a part of the passage that answer best, with their margin over "no answer".

        Args:
            span: The part, such as a sentence.

        Returns:
            `None` where no token of it was read, as the passage is too long.
        """
        inside = np.flatnonzero((self.offsets[:, 0] < span[1]) & (self.offsets[:, 1] > span[0]))
        inside = inside[self.offsets[inside, 1] > self.offsets[inside, 0]]
        if not len(inside):
            return None
        first, last = int(inside[0]), int(inside[-1])
        start, end, margin = best_pair(self.starts[first : last + 1], self.ends[first : last + 1])
        return (int(self.offsets[first + start, 0]), int(self.offsets[first + end, 1])), margin


def within_each(readings: Sequence[Reading], spans: Sequence[Span]) -> list[tuple[Span, float] | None]:
    """`Reading.within` for a part of each passage.

    Args:
        readings: Passages, read; one comes as often as parts of it do.
        spans: A part of each.
    """
    return [reading.within(span) for reading, span in zip(readings, spans, strict=True)]


def of_passages(parts: Sequence[Sequence[TokenPair]], logits: Sequence[Floats]) -> list[Reading]:
    """The readings of passages that were read in parts.

    Args:
        parts: The parts of each passage, at least one.
        logits: What the model says of each part, in their order, (tokens, 4): those of its first token are of there
            being no answer.
    """
    following = iter(logits)
    return [
        _joined([_of_part(*pair) for pair in zip(of_one, islice(following, len(of_one)), strict=True)])
        for of_one in parts
    ]


def _of_part(part: TokenPair, logits: Floats) -> Reading:
    nothing = logits[0]
    text = logits[part.first : part.first + len(part.offsets)]
    return Reading(
        offsets=np.array(part.offsets, dtype=np.int64).reshape(-1, 2),
        starts=text[:, _STARTS] - nothing[_STARTS],
        ends=text[:, _ENDS] - nothing[_ENDS],
        answered=float(nothing[_ANSWERED]),
    )


def _joined(parts: Sequence[Reading]) -> Reading:
    if len(parts) == 1:
        return parts[0]
    return Reading(
        offsets=np.concatenate([part.offsets for part in parts]),
        starts=np.concatenate([part.starts for part in parts]),
        ends=np.concatenate([part.ends for part in parts]),
        answered=max(part.answered for part in parts),
    )


def best_pair(starts: Floats, ends: Floats) -> tuple[int, int, float]:
    """The first and the last token of the best answer, and the sum of their logits.

    Args:
        starts: Logits that an answer starts at each token, (tokens,), at least one.
        ends: The same of its end.
    """
    places = np.arange(len(starts))
    reach = places[np.newaxis, :] - places[:, np.newaxis]
    allowed = (reach >= 0) & (reach < LONGEST_ANSWER)
    pairs = np.where(allowed, starts[:, np.newaxis] + ends[np.newaxis, :], -np.inf)
    start, end = divmod(int(pairs.argmax()), len(starts))
    return start, end, float(pairs[start, end])
