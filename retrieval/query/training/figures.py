"""How well messages are told apart: figures over messages with known kinds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.question_kind import QuestionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

_BINS = 10

QUESTIONS = (QuestionKind.FACT, QuestionKind.REASON, QuestionKind.YES_NO)
"""The kinds of what is answered by a sentence or a few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindJudgement:
    """What a message is and what it was taken for.

    Attributes:
        text: The message.
        language: Code of the language of whoever wrote it.
        right: The kind that it is of.
        taken: The kind that it was taken for.
        likelihood: How sure that was, 0 to 1.
    """

    text: str
    language: str
    right: QuestionKind
    taken: QuestionKind
    likelihood: float


def f1(judged: Sequence[KindJudgement]) -> dict[QuestionKind, float]:
    """The F1 of each kind that some of the messages are of."""
    right = Counter(one.right for one in judged)
    taken = Counter(one.taken for one in judged)
    both = Counter(one.right for one in judged if one.right is one.taken)
    return {kind: 2 * both[kind] / (right[kind] + taken[kind]) for kind in QuestionKind if right[kind]}


def macro_f1(judged: Sequence[KindJudgement]) -> float:
    """The mean F1 of the kinds that some of the messages are of."""
    of_kinds = f1(judged)
    return sum(of_kinds.values()) / len(of_kinds)


def calibration_error(judged: Sequence[KindJudgement]) -> float:
    """The expected calibration error in ten bins of equal size."""
    ranked = sorted(judged, key=lambda one: one.likelihood)
    error = 0.0
    for part in range(_BINS):
        of_bin = ranked[part * len(ranked) // _BINS : (part + 1) * len(ranked) // _BINS]
        said = sum(one.likelihood for one in of_bin)
        error += abs(said - sum(one.right is one.taken for one in of_bin))
    return error / len(ranked)
