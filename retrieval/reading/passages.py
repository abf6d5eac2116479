"""Passages read for a question in the order of their rank, until further reading cannot change which comes first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retrieval.logistic import logistic_each
from retrieval.store.hit import rescored

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.reading.reader import Reader
    from retrieval.reading.reading import Reading
    from retrieval.store.hit import Hit

_FIRST = 3  # passages that are read at once, before the others: most answers stand in one of them
READ = 12
"""Passages that are read at most, unless more are kept for an answer out of several articles.

Of 329 questions on news whose answer stood in one of thirty passages, it stood in one of the first twelve for 318;
reading the others made the decision to refuse no better.
"""

# By a passage that surely answers, on the scale of a hit's score, where 1 is the best there can be.
_GAINED = 0.5


@dataclass(frozen=True, slots=True)
class ReadPassages:
    """Passages in the order in which they answer.

    Attributes:
        hits: The passages, best first; their scores hold what reading has shown.
        readings: What was made of those that were read, by passage id; empty where there is no reader.
        asked: What they were read for.
        reader: What read them; `None` where nothing did.
    """

    hits: Sequence[Hit]
    readings: Mapping[str, Reading] = field(default_factory=dict)
    asked: str = ""
    reader: Reader | None = None


def read_in_order(
    question: str, hits: Sequence[Hit], reader: Reader | None, most: int, *, whole: bool = False
) -> ReadPassages:
    """Read the best passages and put those that answer first.

    A passage gains at most `_GAINED` by being read.  So reading stops where no unread passage could come first any
    more.

    Args:
        question: What is asked.
        hits: What was found, best first.
        reader: Reads; without one the passages stay as they are.
        most: So many passages are kept.
        whole: Whether all that are kept must be read, as for an answer out of several articles.
    """
    if reader is None:
        return ReadPassages(hits[:most])
    readings: dict[str, Reading] = {}
    scores: list[float] = []
    least = most if whole else 1
    for end in (_FIRST, max(READ, least)):
        batch = hits[len(scores) : end]
        if not batch or (len(scores) >= least and max(scores) >= batch[0].score + _GAINED):
            break
        read = reader.read(question, [(hit.title, hit.text) for hit in batch])
        readings |= zip((hit.passage_id for hit in batch), read, strict=True)
        scores += _scores(batch, read)
    # What was not read comes after what was: none of it can come first.
    floor = min(scores, default=0.0)
    scores += [min(hit.score, floor) for hit in hits[len(scores) :]]
    order = sorted(range(len(hits)), key=lambda n: -scores[n])[:most]
    best = rescored([hits[n] for n in order], [scores[n] for n in order])
    return ReadPassages(best, readings, question, reader)


def _scores(hits: Sequence[Hit], readings: Sequence[Reading]) -> list[float]:
    """The scores of passages with what each has gained by being read."""
    answering = logistic_each(reading.answered for reading in readings)
    return [hit.score + _GAINED * gained for hit, gained in zip(hits, answering, strict=True)]
