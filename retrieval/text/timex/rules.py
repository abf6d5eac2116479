"""The rules by which expressions of time are read: the first ones take their words first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from retrieval.text.timex import cyrillic, english, figures, readers, russian, tajik
from retrieval.text.timex.years import read_years

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.text.timex.readers import Reader


class Rule(NamedTuple):
    """How one kind of expression is read.

    Attributes:
        script: Found only in texts that match it.
        read: Makes a range of a match.
        pattern: What the expression looks like; its group `x` is the expression.
    """

    script: re.Pattern[str]
    read: Reader
    pattern: str


# In the order in which they take their words.
_READERS: dict[str, Reader] = {
    "slashed": readers.read_slashed,
    "day": readers.read_day,
    "month": readers.read_month,
    "quarter": readers.read_quarter,
    "half": readers.read_half,
    "first_months": readers.read_first_months,
    "season": readers.read_season,
    "season_told": readers.read_season,
    "decade": readers.read_decade,
    "years": read_years,
    "to_date": readers.read_to_date,
    "weekend": readers.read_weekend,
    "named_day": readers.read_named_day,
    "rolling": readers.read_rolling,
    "calendar": readers.read_calendar,
    "ago": readers.read_ago,
    "weekday": readers.read_weekday,
    "month_told": readers.read_month,
    "month_alone": readers.read_month,
    "recent": readers.read_recent,
}
_LATIN, _CYRILLIC = re.compile("[A-Za-z]"), re.compile("[а-яА-Я]")
_CONTINUED = re.compile(rf"\n(?!(?:{'|'.join(_READERS)}) )\s*")  # patterns run over several lines
_TABLES = (
    (re.compile(r"\d"), figures.RULES),
    (_LATIN, english.RULES),
    (_CYRILLIC, cyrillic.RULES),
    (_CYRILLIC, russian.RULES),
    (_CYRILLIC, tajik.RULES),
)


def _rules() -> Iterator[Rule]:
    rows = [
        (script, *_row(line))
        for script, table in _TABLES
        for line in _CONTINUED.sub("", table).strip().splitlines()
    ]
    for kind, read in _READERS.items():
        yield from (Rule(script, read, pattern) for script, one, pattern in rows if one == kind)


def _row(line: str) -> tuple[str, str]:
    kind, pattern = line.split(maxsplit=1)
    if kind not in _READERS:
        raise ValueError(f"nothing reads {kind!r}")
    return kind, pattern


RULES = tuple(_rules())
