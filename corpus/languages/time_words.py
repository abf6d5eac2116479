"""Words of the calendar: months, seasons, weekdays, units and the numbers that stand with them."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a field's type
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """What the reader of times asks of a language: numbers by how a word begins, the longest beginning first.

    Beginnings are in lower case, several of one number separated by a bar; patterns are regular expressions in which
    a space stands for any white space.

    Attributes:
        month_names: All forms of the months' names, as a pattern.
        season_names: All forms of the seasons' names, as a pattern.
        day_names: Words and phrases for a day counted from today, as a pattern.
        count_words: Numbers in words up to ten, and words such as "several", as a pattern.
        count_article: What may stand before one of these and says nothing.
        months: 1 to 12.
        seasons: The month with which a season begins.
        weekdays: 0 for Monday to 6.
        counts: The numbers of `count_words`; what stands for several is 5.
        ordinals: 1 to 4, for quarters and halves of a year.
        units: "hour", "day", "week", "month", "quarter" or "year".
        decades: The first year of a decade that is said in words.
        named_days: Days from today: from -2 to 2.
        over: How words begin that say that a time is over ("last"), rather than still running ("this").
        coming: How words begin that say that it is the next one.
        some: How the words of `count_words` begin that leave the number open.
        one_unit: How units begin that are plural in form and one in meaning.
        no_months: Names of months that are other words in lower case, where no year stands behind them.
    """

    month_names: str = ""
    season_names: str = ""
    day_names: str = ""
    count_words: str = ""
    count_article: str = ""
    months: Mapping[str, int] = field(default_factory=dict)
    seasons: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    decades: Mapping[str, int] = field(default_factory=dict)
    named_days: Mapping[str, int] = field(default_factory=dict)
    over: tuple[str, ...] = ()
    coming: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    one_unit: tuple[str, ...] = ()
    no_months: frozenset[str] = frozenset()
