"""Dates of a claim against those of its evidence."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.answering.verify.text_dates import dates, supported, weekdays, without

PUBLISHED = date(2021, 3, 4)


def stands(claim: str, evidence: str) -> bool:
    return supported(claim, dates(claim, PUBLISHED), evidence, dates(evidence, PUBLISHED))


@pytest.mark.parametrize(
    ("claim", "evidence", "kept"),
    [
        ("It opened on 3 March 2021.", "It opened on Wednesday.", True),
        ("It opened on 2 March 2021.", "It opened on Wednesday.", False),
        ("It opened in March 2021.", "It opened on 3 March 2021.", True),
        ("It opened on 3 March 2021.", "It opened in March 2021.", False),
        ("It ran from 2000 to 2016.", "From 2000 it ran, to 2016.", True),
        ("It ran in 1973–75.", "It ran in 1973-74.", False),
        ("It opened on 03/04/21.", "It opened on 04/03/21.", False),
        ("Мост открыли в четверг.", "The bridge opened on Wednesday.", False),
        ("Мост открыли в среду.", "The bridge opened on Wednesday.", True),
    ],
)
def test_dates_of_a_claim(claim: str, evidence: str, kept: bool) -> None:
    """The same day or a wider time that holds it, in whatever words; figures of a date as they stand."""
    assert stands(claim, evidence) is kept


def test_without_a_publication_date_nothing_relative_is_known() -> None:
    """Yesterday is no day then, nor is 3 March."""
    assert [e.start.year for e in dates("Yesterday, on 3 March and in 2014.", None)] == [2014]


def test_dates_are_blanked_in_place() -> None:
    """Offsets stay."""
    text = "In 2014 it fell."
    assert without(text, dates(text, None)) in ("In      it fell.", "        it fell.")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("On Mondays and on Sunday", {0, 6}),
        ("в пятницу", {4}),
        ("рӯзи душанбе", {0}),
        ("Душанбе, шаҳр", set()),
        ("панҷшанбе", {3}),
    ],
)
def test_weekdays(text: str, days: set[int]) -> None:
    """In three languages; Dushanbe alone is a city."""
    assert weekdays(text) == days
