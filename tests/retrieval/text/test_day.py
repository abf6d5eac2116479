"""Days in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from retrieval.text.day import Unit, day, period, short_period


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "31 March 2021"),
        ("ru", "31 марта 2021 г."),
        ("tg", "31 марти соли 2021"),
        ("fa", "31 March 2021"),
    ],
)
def test_dates_in_words(language: str, words: str) -> None:
    """A date reads as one would write it in each language; in English where the language is not known."""
    assert day(datetime(2021, 3, 31, tzinfo=UTC), language) == words


@pytest.mark.parametrize("language", ["en", "ru", "tg"])
def test_twelve_months(language: str) -> None:
    """Every month has its own name."""
    assert len({day(datetime(2021, month, 1, tzinfo=UTC), language) for month in range(1, 13)}) == 12


def test_a_date_stays_in_its_own_time_zone() -> None:
    """An article of late evening in Dushanbe keeps its day."""
    dushanbe = timezone(timedelta(hours=5))
    assert day(datetime(2021, 4, 1, 1, tzinfo=dushanbe)) == "1 April 2021"


@pytest.mark.parametrize(
    ("unit", "language", "words", "short"),
    [
        ("day", "en", "1 November 2018", "1 Nov"),
        ("month", "en", "November 2018", "Nov 2018"),
        ("year", "en", "2018", "2018"),
        ("day", "ru", "1 ноября 2018 г.", "1 ноя"),
        ("month", "ru", "ноябрь 2018 г.", "ноя 2018"),
        ("year", "ru", "2018 г.", "2018"),
        ("day", "tg", "1 ноябри соли 2018", "1 ноя"),
        ("month", "tg", "ноябри соли 2018", "ноя 2018"),
        ("year", "tg", "соли 2018", "2018"),
        ("month", "fa", "November 2018", "Nov 2018"),
    ],
)
def test_periods_in_words(unit: Unit, language: str, words: str, short: str) -> None:
    """A Russian month that stands alone has another ending than one in a date; on an axis a few letters do."""
    assert period(date(2018, 11, 1), unit, language) == words
    assert short_period(date(2018, 11, 1), unit, language) == short
