"""The words of time of all languages together: patterns as people type them, and numbers by how words begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from corpus.languages.registry import all_words, any_pattern, languages
from corpus.languages.time_words import TimeWords

if TYPE_CHECKING:
    from collections.abc import Mapping

_Value = TypeVar("_Value", int, str)
_NAME = re.compile(r"@(\w+)")

# What patterns are made of, from the fields of `TimeWords` and `TimeExpressions`.
_SHARED = {
    "count": r"(?:@count_article )?(?P<n>\d{1,3}|@count_words)",
    "year": r"(?P<y>\d{4})(?!\d|[.,:]\d|[^\W\d@year_letters])(?: ?@year_mark)?",
    "tail": r"(?:(?: ?, ?|(?: @year_link)? )(?:@year_noun )?@year|(?:,| @year_link)? (?P<ry>@relative_year)\b)",
    "days": r"\b(?P<d>\d{1,2})@day_endings?(?: ?(?:[-–—]|@day_joiners) ?(?P<d2>\d{1,2})@day_endings?)?",
    "month": "(?P<m>@month_names)",
    "season": "(?P<s>@season_names)",
    "part": "(?:@parts ){0,3}",
}


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern as people write it.

    A space stands for one to three of any white space, a letter that some keyboards lack also for the one that is
    typed in its place, and a name behind an @ for a pattern that languages have in common or add to: one of those that
    `TimeExpressions` explains, or a field of that or of `TimeWords`.
    """
    loose = _expanded(pattern).replace(" ", r"(?:\s{1,3})")
    return re.compile(loose.translate(_either_letter()), re.IGNORECASE)


def _expanded(pattern: str) -> str:
    return _NAME.sub(lambda match: _pattern(match[1]), pattern)


@cache
def _pattern(name: str) -> str:
    """The pattern that a name stands for."""
    if name in _SHARED:
        return _expanded(_SHARED[name])
    if name == "year_letters":
        return "".join(language.time_expressions.year_letters for language in languages().values())
    if name in TimeWords.__dataclass_fields__:
        return any_pattern(lambda language: getattr(language.time_words, name))
    return any_pattern(lambda language: getattr(language.time_expressions, name))


@cache
def typed_letters() -> dict[int, str]:
    """Letters that some keyboards lack, and what is typed in their place: a table for `str.translate`."""
    pairs = (pair for language in languages().values() for pair in language.spelling.typed_letters.items())
    return str.maketrans(dict(pairs))


@cache
def _either_letter() -> dict[int, str]:
    return {letter: f"[{chr(letter)}{typed}]" for letter, typed in typed_letters().items()}


class Table(Generic[_Value]):
    """Values by how words begin.

    Args:
        values: Values by beginnings, several of one separated by a bar.
    """

    def __init__(self, *values: Mapping[str, _Value]) -> None:
        pairs = (pair for table in values for pair in table.items())
        begins = {
            begin: value
            for several, value in pairs
            for begin in several.translate(typed_letters()).split("|")
        }
        self._values: dict[str, _Value] = dict(sorted(begins.items(), key=lambda pair: -len(pair[0])))

    def of(self, word: str) -> _Value:
        """The value of a word.

        Raises:
            ValueError: If it begins as none does; a letter may look like one of ours and be another.
        """
        plain = word.lower().translate(typed_letters())
        for begin, value in self._values.items():
            if plain.startswith(begin):
                return value
        raise ValueError(f"nothing begins as {word!r} does")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the calendar in all languages; see `TimeWords`."""

    months: Table[int]
    seasons: Table[int]
    weekdays: Table[int]
    counts: Table[int]
    ordinals: Table[int]
    units: Table[str]
    decades: Table[int]
    named_days: Table[int]
    over: tuple[str, ...]
    coming: tuple[str, ...]
    some: tuple[str, ...]
    one_unit: tuple[str, ...]
    no_months: frozenset[str]

    def is_over(self, word: str | None) -> bool:
        """Whether a word says that a time is over, rather than still running."""
        return word is not None and word.lower().startswith(self.over)

    def is_coming(self, word: str | None) -> bool:
        """Whether a word says that a time is the next one."""
        return word is not None and word.lower().translate(typed_letters()).startswith(self.coming)

    def is_some(self, word: str) -> bool:
        """Whether a count leaves the number open."""
        return word.lower().startswith(self.some)


@cache
def vocabulary() -> Vocabulary:
    """The words of the calendar in all languages."""
    found = [language.time_words for language in languages().values()]
    return Vocabulary(
        months=Table(*(words.months for words in found)),
        seasons=Table(*(words.seasons for words in found)),
        weekdays=Table(*(words.weekdays for words in found)),
        counts=Table(*(words.counts for words in found)),
        ordinals=Table(*(words.ordinals for words in found)),
        units=Table(*(words.units for words in found)),
        decades=Table(*(words.decades for words in found)),
        named_days=Table(*(words.named_days for words in found)),
        over=tuple(begin for words in found for begin in words.over),
        coming=tuple(begin.translate(typed_letters()) for words in found for begin in words.coming),
        some=tuple(begin for words in found for begin in words.some),
        one_unit=tuple(begin for words in found for begin in words.one_unit),
        no_months=all_words(lambda language: language.time_words.no_months),
    )
