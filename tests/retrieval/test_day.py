"""Days in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from retrieval.day import day


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
