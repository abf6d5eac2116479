"""The units that stand about numbers, by one name whatever the language."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from corpus.languages.registry import any_pattern, languages
from retrieval.text.number_words import scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CURRENCY_SIGNS: Mapping[str, str] = {"$": "usd", "€": "eur", "£": "gbp", "₽": "rub"}
"""The currencies whose sign stands before the number."""

_SIGNS = {**CURRENCY_SIGNS, "%": "%"}
_PERIODS = frozenset(["year", "month", "week", "day", "hour", "minute", "second"])


@lru_cache(maxsize=20_000)
def unit_of(word: str) -> str | None:
    """The unit that a lower-case word or a sign stands for, or `None`."""
    return _SIGNS.get(word) or _look_up(word, _units())


def unit_behind(words: Iterable[str]) -> str | None:
    """The unit that is said in the lower-case words and signs behind a number, or `None`."""
    manifold = ""
    for word in words:
        if found := _manifold_of(word):
            manifold = f"{found} "
        elif unit := unit_of(word):
            return manifold + unit
        elif not _between().fullmatch(word) and word not in ("-", "°"):
            return None
    return None


def period_of(text: str) -> str | None:
    """The first period that a text counts something by ("a day"), or `None`."""
    units = (unit_of(match[1].lower()) for match in _rate().finditer(text))
    return next((unit for unit in units if unit in _PERIODS), None)


def is_measure(word: str) -> bool:
    """Whether a word is a unit, a scale or stands between these: it does not say what is counted."""
    lowered = word.lower()
    known = unit_of(lowered) or scale(lowered) or _manifold_of(lowered)
    return known is not None or _between().fullmatch(lowered) is not None


def one_unit(claimed: str | None, there: str | None) -> bool:
    """Whether two units go together: one may be left out, but a percentage or a fraction is never anything else."""
    if claimed == there:
        return True
    if "%" in (claimed, there) or "of" in (claimed, there):
        return False
    return claimed is None or there is None


def _look_up(word: str, table: Iterable[tuple[re.Pattern[str], str]]) -> str | None:
    return next((name for forms, name in table if forms.fullmatch(word)), None)


@lru_cache(maxsize=20_000)
def _manifold_of(word: str) -> str | None:
    return _look_up(word, _manifolds())


@cache
def _units() -> tuple[tuple[re.Pattern[str], str], ...]:
    return _compiled(language.quantity_words.units for language in languages().values())


@cache
def _manifolds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return _compiled(language.quantity_words.manifolds for language in languages().values())


def _compiled(tables: Iterable[Mapping[str, str]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(forms), name) for table in tables for forms, name in table.items())


@cache
def _between() -> re.Pattern[str]:
    return re.compile(any_pattern(lambda language: language.quantity_words.between))


@cache
def _rate() -> re.Pattern[str]:
    rates = any_pattern(lambda language: language.quantity_words.rates)
    return re.compile(rf"\b{rates} ([^\W\d_]+)\b", re.IGNORECASE)
