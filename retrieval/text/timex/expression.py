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
        vague: Whether what is newest is meant, whenever that was: "recently", "the latest news".
    """

    start: date
    end: date
    relative: bool = False
    closed: bool = False
    guessed: bool = False
    vague: bool = False


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
        end: Exclusive end, as a day.
        relative: Whether it is counted from the day of writing ("yesterday", "on Friday").
        guessed: Whether the year was not said and is the one nearest before the day of writing.
    """

    at: int
    to: int
    start: date
    end: date
    relative: bool
    guessed: bool


class SpokenTime(NamedTuple):
    """A time that a text speaks of, with the "since" or "between" that opens or closes it.

    Attributes:
        at: Offset of the first character of its words, with those that open it.
        to: Exclusive end.
        start: First day; `None` where it has no beginning.
        end: Exclusive end, as a day; `None` where it has no end.
        spans: The expressions that it is made of, one or two.
    """

    at: int
    to: int
    start: date | None
    end: date | None
    spans: tuple[TimeSpan, ...]

    @property
    def relative(self) -> bool:
        """Whether it is counted from the day of writing."""
        return any(span.range.relative for span in self.spans)

    @property
    def guessed(self) -> bool:
        """Whether the year was not said."""
        return all(span.range.guessed for span in self.spans)

    @property
    def is_interval(self) -> bool:
        """Whether it is said from when to when, or from when or until when."""
        return len(self.spans) > 1 or self.spans[0].range.closed or None in (self.start, self.end)

    @property
    def vague(self) -> bool:
        """Whether what is newest is meant."""
        return any(span.range.vague for span in self.spans)
