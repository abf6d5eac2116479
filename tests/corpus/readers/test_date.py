"""Dates as people and programs write them."""

from __future__ import annotations

import pytest

from corpus.readers.date import AmbiguousDateError, is_no_date, read_date


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2024-03-31", "2024-03-31T00:00:00+00:00"),
        ("2024-03-31T08:00:00+05:00", "2024-03-31T08:00:00+05:00"),
        ("2024-03-31T08:00:00Z", "2024-03-31T08:00:00+00:00"),
        (" 2024-03-31 08:00 ", "2024-03-31T08:00:00+00:00"),
        ("Sun, 31 Mar 2024 08:00:00 +0500", "2024-03-31T08:00:00+05:00"),
        ("2024-03-31T08:00:00.5Z", "2024-03-31T08:00:00.500000+00:00"),
        ("31.03.2024", "2024-03-31T00:00:00+00:00"),
        ("31.03.2024 8:05", "2024-03-31T08:05:00+00:00"),
        ("03.04.2024", "2024-04-03T00:00:00+00:00"),
        ("2024/03/31", "2024-03-31T00:00:00+00:00"),
        ("2024.03.31", "2024-03-31T00:00:00+00:00"),
        ("31-03-2024", "2024-03-31T00:00:00+00:00"),
        ("3/31/2024 8:05 PM", "2024-03-31T20:05:00+00:00"),
        ("12:30 AM 3 April 2024", "2024-04-03T00:30:00+00:00"),
        ("March 31st, 2024", "2024-03-31T00:00:00+00:00"),
        ("31 марта 2024 г., 08:05", "2024-03-31T08:05:00+00:00"),
        ("08:05, воскресенье, 31 марта 2024", "2024-03-31T08:05:00+00:00"),
        ("31 марти соли 2024, соати 8:05", "2024-03-31T08:05:00+00:00"),
        ("31 Mar 24 08:00:00 MSK", "2024-03-31T08:00:00+03:00"),
        ("Tue, 02 Apr 2024 08:00:00 GMT+5", "2024-04-02T08:00:00+05:00"),
        ("Tue Apr 02 2024 08:00:00 GMT+0500 (Tajikistan Time)", "2024-04-02T08:00:00+05:00"),
        ("Tue Apr 02 08:00:00 +0000 2024", "2024-04-02T08:00:00+00:00"),
        ("2024-04-02 08:00:00 Asia/Dushanbe", "2024-04-02T08:00:00+05:00"),
        ("20240331T080500Z", "2024-03-31T08:05:00+00:00"),
        ("1711854000", "2024-03-31T03:00:00+00:00"),
        (1711854000, "2024-03-31T03:00:00+00:00"),
        (1711854000000, "2024-03-31T03:00:00+00:00"),
    ],
)
def test_dates(written: object, wanted: str) -> None:
    """What people and programs write is read, with the months of three languages; what names no zone is UTC."""
    assert read_date(written).isoformat() == wanted


@pytest.mark.parametrize(
    "written",
    [
        "next week",
        "",
        "2024-02-31",
        "32.03.2024",
        20240331,
        "1403-01-12",
        None,
        "9" * 50,
        "2024-04-02 08:00 XYZT",
        "Mon, 26 January 2004 16:31:00 AT",
        "2013-01-27-01",
        "2003-12-31T10:14:61Z",
        "31 March 2024 10:14:99",
        "May 5",
        "2024",
        "12 Marble 2024",
        "3 hours ago",
        "2024-04-02T25:00",
        "x" * 5000,
    ],
)
def test_what_is_no_date(written: object) -> None:
    """The error shows what was written and how to write it."""
    with pytest.raises(ValueError, match=r"write it (as 2024-03-31|in the Gregorian)"):
        read_date(written)


@pytest.mark.parametrize("written", ["03/04/2024", "03-04-2024 8:00", "1/2/2024"])
def test_what_could_be_two_days(written: str) -> None:
    """It is no date until it is known what comes first."""
    with pytest.raises(AmbiguousDateError):
        read_date(written)
    assert read_date(written, day_first=True).month == read_date(written, day_first=False).day


@pytest.mark.parametrize(
    "written", [None, "", "NaN", "NaT", float("nan"), 0, "0", "null", "1970-01-01", "1970-01-01T00:00:00.000Z",
                "0000-00-00 00:00:00"],
)  # fmt: skip
def test_what_says_that_there_is_none(written: object) -> None:
    """What programs write where there is no date is none, without a word."""
    assert is_no_date(written)
    assert not is_no_date("2024-01-01")


def test_a_message_is_short() -> None:
    """Whatever was written, the message about it can be read."""
    with pytest.raises(ValueError, match="is not a date") as raised:
        read_date("x" * 5000)
    assert len(str(raised.value)) < 200
