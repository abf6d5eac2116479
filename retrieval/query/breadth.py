"""Whether a question is about several articles at once: a comparison, a list, a timeline."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from corpus.languages.registry import any_pattern


class Breadth(Enum):
    """How many articles a question asks for, and in which order they are to be shown."""

    ONE = "one"  # the best sentences, wherever they stand
    SEVERAL = "several"  # a sentence from each, the best first
    TIMELINE = "timeline"  # a sentence from each, the oldest first


def breadth_of(question: str, outlets: int = 0) -> Breadth:
    """Tell how many articles a question asks for.

    Args:
        question: The question.
        outlets: How many outlets of the store it names; two or more ask for what each of them says.
    """
    if _timeline().search(question):
        return Breadth.TIMELINE
    if outlets > 1 or _comparison().search(question):
        return Breadth.SEVERAL
    return Breadth.ONE


@cache
def _timeline() -> re.Pattern[str]:
    return _beginning(any_pattern(lambda language: language.question_words.timeline))


@cache
def _comparison() -> re.Pattern[str]:
    return _beginning(any_pattern(lambda language: language.question_words.comparison))


def _beginning(words: str) -> re.Pattern[str]:
    """What begins with one of these words, whatever their endings."""
    return re.compile(rf"\b{words}", re.IGNORECASE)
