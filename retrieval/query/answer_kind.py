"""The kind of answer that a question asks for."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from corpus.languages.registry import any_pattern


class AnswerKind(Enum):
    """What would answer a question."""

    PERSON = "person"  # or a body that acts, such as a ministry
    DATE = "date"
    NUMBER = "number"
    PLACE = "place"
    REASON = "reason"
    OTHER = "other"


def kind_asked(question: str) -> AnswerKind:
    """Tell what kind of answer a question asks for, by its question words."""
    return next((kind for kind, asking in _asking().items() if asking.search(question)), AnswerKind.OTHER)


@cache
def _asking() -> dict[AnswerKind, re.Pattern[str]]:
    """What asks for each kind, in the order of looking: "how long ago" asks for a date and not for a number."""
    asking = {
        AnswerKind.REASON: any_pattern(lambda language: language.question_words.reason),
        AnswerKind.DATE: any_pattern(lambda language: language.question_words.time),
        AnswerKind.NUMBER: any_pattern(lambda language: language.question_words.number),
        AnswerKind.PLACE: any_pattern(lambda language: language.question_words.place),
        AnswerKind.PERSON: any_pattern(lambda language: language.question_words.person),
    }
    return {kind: re.compile(rf"\b{words}\b", re.IGNORECASE) for kind, words in asking.items()}
