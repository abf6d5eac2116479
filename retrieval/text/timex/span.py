"""What words are read as: a range of days, and where in the question it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class Range(NamedTuple):
    """Days from `start` on; `end` is the one behind the last."""

    start: date
    end: date
    told: bool = False  # relative to now, as a reader of news speaks
    closed: bool = False  # a range already: "since" does not open it
    guessed: bool = False  # the year was not said


class Span(NamedTuple):
    """A range, and the offsets of the words that say so."""

    at: int
    to: int
    range: Range
    bare: bool  # a year alone


class Expression(NamedTuple):
    """A time that a text speaks of.

    Attributes:
        at: Offset of its first character.
        to: Offset behind its last.
        start: First day.
        end: Day behind the last.
        relative: Whether it is counted from the day of writing ("yesterday", "on Friday").
        guessed: Whether the year was not said and is the one nearest before the day of writing.
    """

    at: int
    to: int
    start: date
    end: date
    relative: bool
    guessed: bool
