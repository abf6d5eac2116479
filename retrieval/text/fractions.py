"""Fractions that a text says in words: thirds, quarters and halves of something."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.registry import any_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_VALUES = {"third": 1 / 3, "quarter": 1 / 4, "half": 1 / 2}


class Fraction(NamedTuple):
    """A fraction in a text.

    Attributes:
        value: Its value.
        start: Offset of its first character.
        end: Exclusive end.
    """

    value: float
    start: int
    end: int


def fractions(text: str) -> Iterator[Fraction]:
    """The fractions of a text, in its order; a part of a year and a half added to a number are none."""
    for match in _fraction().finditer(text):
        before = text[: match.start()]
        if not _part_of_year().search(before) and not _added().search(before.rstrip().lower()):
            yield Fraction(_VALUES[match.lastgroup or "half"], *match.span())


def without_thirds_and_quarters(text: str) -> str:
    """The text with blanks in their place, so that "one third" is not read as one; "two and a half" is read on."""
    return _fraction().sub(lambda m: m.group() if m.lastgroup == "half" else " " * len(m.group()), text)


@cache
def _fraction() -> re.Pattern[str]:
    third = any_pattern(lambda language: language.quantity_words.third)
    quarter = any_pattern(lambda language: language.quantity_words.quarter)
    half = any_pattern(lambda language: language.quantity_words.half)
    return re.compile(rf"\b(?:(?P<third>{third})|(?P<quarter>{quarter})|(?P<half>{half}))", re.IGNORECASE)


@cache
def _part_of_year() -> re.Pattern[str]:
    return re.compile(
        any_pattern(lambda language: language.quantity_words.part_of_year) + " $", re.IGNORECASE
    )


@cache
def _added() -> re.Pattern[str]:
    return re.compile(f" {any_pattern(lambda language: language.quantity_words.added)}$")
