"""Dates as people and programs write them."""

from __future__ import annotations

import pytest

from corpus.readers.date import read_date


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2024-03-31", "2024-03-31T00:00:00+00:00"),
        ("2024-03-31T08:00:00+05:00", "2024-03-31T08:00:00+05:00"),
        ("2024-03-31T08:00:00Z", "2024-03-31T08:00:00+00:00"),
        (" 2024-03-31 08:00 ", "2024-03-31T08:00:00+00:00"),
        ("Sun, 31 Mar 2024 08:00:00 +0500", "2024-03-31T08:00:00+05:00"),
    ],
)
def test_dates(written: str, wanted: str) -> None:
    """ISO 8601 and RFC 2822 are read; what names no zone is UTC."""
    assert read_date(written).isoformat() == wanted


@pytest.mark.parametrize(
    "written", ["next week", "", "2024-02-31", "32.03.2024", 20240331, "1403-01-12", None, "9" * 50]
)
def test_what_is_no_date(written: object) -> None:
    """The error shows what was written and how to write it."""
    with pytest.raises(ValueError, match=r"write it (as 2024-03-31|in the Gregorian)"):
        read_date(written)
