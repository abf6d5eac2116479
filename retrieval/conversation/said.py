"""What was said before a question, as far as it matters to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A question of before and its answer.

    Attributes:
        question: The question, made to stand alone.
        answer: The answer without marks; empty where there was none.
    """

    question: str
    answer: str = ""
