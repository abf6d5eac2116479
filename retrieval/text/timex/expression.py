"""What words are read as: a range of days, and where in the text it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class Range(NamedTuple):
    """Days from `start` on.

    Attributes:
        start: First day.
        end: Exclusive end.
        relative: Whether it is counted from now, as a reader of news speaks.
        closed: Whether it is a range already: "since" does not open it.
        guessed: Whether the year was not said.
    """

    start: date
    end: date
    relative: bool = False
    closed: bool = False
    guessed: bool = False


class TimeSpan(NamedTuple):
    """A range, and the words that say so.

    Attributes:
        at: Offset of their first character.
        to: Exclusive end.
        range: The range.
        bare: Whether they are a year alone.
    """

    at: int
    to: int
    range: Range
    bare: bool


class Expression(NamedTuple):
    """A time that a text speaks of.

    Attributes:
        at: Offset of its first character.
        to: Exclusive end.
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
