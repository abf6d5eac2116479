"""Whether a text is put as a question, and whether it asks for a person."""

from __future__ import annotations

import re
from functools import cache

from corpus.languages.registry import any_pattern


def is_question(text: str) -> bool:
    """Whether a text is put as a question."""
    return "?" in text or begins_as_question(text)


def begins_as_question(text: str) -> bool:
    """Whether a text begins with a word that asks."""
    return _asking().match(text) is not None


def asks_who(text: str) -> bool:
    """Whether a text holds a word that asks for a person."""
    return _asking_who().search(text) is not None


@cache
def _asking() -> re.Pattern[str]:
    asking = any_pattern(lambda language: language.follow_up_words.asking)
    return re.compile(rf"\W*{asking}\b", re.IGNORECASE)


@cache
def _asking_who() -> re.Pattern[str]:
    asking = any_pattern(lambda language: language.follow_up_words.asking_who)
    return re.compile(rf"(?<!\w){asking}(?!\w)", re.IGNORECASE)
