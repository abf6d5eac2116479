"""The rules by which times are found: what an expression of each kind looks like, in which texts it is looked for."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.registry import all_words, any_pattern, languages
from retrieval.text.timex import reader
from retrieval.text.timex.vocabulary import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.text.timex.reader import Reader

# In the order in which they take their words.
_READERS: dict[str, Reader] = {
    "slashed": reader.read_slashed,
    "day": reader.read_day,
    "month": reader.read_month,
    "quarter": reader.read_quarter,
    "half": reader.read_half,
    "first_months": reader.read_first_months,
    "season": reader.read_season,
    "season_relative": reader.read_season,
    "decade": reader.read_decade,
    "years": reader.read_years,
    "to_date": reader.read_to_date,
    "weekend": reader.read_weekend,
    "named_day": reader.read_named_day,
    "rolling": reader.read_rolling,
    "calendar": reader.read_calendar,
    "ago": reader.read_ago,
    "weekday": reader.read_weekday,
    "month_relative": reader.read_month,
    "month_alone": reader.read_month,
    "recent": reader.read_recent,
}

# In figures, and in the words of whichever languages; each language has further ones of its own.
_COMMON = r"""
slashed   (?<![\w/-])(?P<x>(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4}))(?![\w/])
day       (?<![\w.-])(?P<x>(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d))(?!\w|[.-]\d)
day       (?<![\w.-])(?P<x>(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}))(?!\w|[.-]\d)
day       (?P<x>(?:@day_noun )?@days (?:@month_link )?@month@tail?)
month     \b(?P<x>(?:@month_noun )?@month@tail)
season    \b(?P<x>@season(?: @season_link)?,? (?:@year_noun )?@year(?P<y2>[/–-]\d{2,4})?)
season    \b(?P<x>@season@tail)
named_day \b(?P<x>@day_names)\b
"""


class Rule(NamedTuple):
    """How one kind of expression is found.

    Attributes:
        letter: Found only in texts that have one.
        read: Makes a range of a match.
        pattern: What the expression looks like; its group `x` is the expression.
    """

    letter: re.Pattern[str]
    read: Reader
    pattern: re.Pattern[str]


class _Line(NamedTuple):
    """One line of a table of rules."""

    letter: re.Pattern[str]
    kind: str
    pattern: str


@cache
def rules() -> tuple[Rule, ...]:
    """The rules; the first ones take their words first."""
    lines = [*_lines(_COMMON, "."), _Line(re.compile(r"\d"), "years", _years())]
    for language in languages().values():
        lines += _lines(language.time_expressions.rules, f"[{language.script.letters}]")
    return tuple(
        Rule(line.letter, read, compiled(line.pattern))
        for kind, read in _READERS.items()
        for line in lines
        if line.kind == kind
    )


def _lines(table: str, letter: str) -> Iterator[_Line]:
    for line in re.sub(r"\n\s+", "", table.strip()).splitlines():
        kind, pattern = line.split(maxsplit=1)
        if kind not in _READERS:
            raise ValueError(f"nothing reads {kind!r}")
        yield _Line(re.compile(letter), kind, pattern)


def _years() -> str:
    """What a year in figures looks like, or two of them."""
    prefixes = sorted(all_words(lambda language: language.year_words.prefixes))
    behind = "|".join([*(f"(?<={re.escape(prefix)})" for prefix in prefixes), r"(?<![\w.,$€£₽#№:/'’+–-])"])
    named = any_pattern(lambda language: language.year_words.named)
    said = any_pattern(lambda language: language.year_words.said)
    endings = any_pattern(lambda language: language.year_words.endings)
    years = r"(?P<y>\d{4})(?: ?[-–—/] ?(?P<y2>\d{4}|\d\d))?"
    end = rf"(?:(?P<said> ?{said})|-{endings}|(?![\w%°$€£₽]|[.,:]\d|[-–—/]\w))"
    return rf"(?:{behind})(?P<x>(?:(?P<name>{named}) )?{years}{end})"
