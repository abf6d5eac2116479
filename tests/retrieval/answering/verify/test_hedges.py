"""Hedges: what is only possible or planned is not stated as a fact."""

from __future__ import annotations

import pytest

from retrieval.answering.verify.hedges import surer
from retrieval.answering.verify.wording import folded_words


def is_surer(claim: str, evidence: str, *, same_language: bool = True) -> bool:
    there = folded_words(evidence)
    return surer(folded_words(claim), there, there, same_language=same_language)


@pytest.mark.parametrize(
    ("claim", "evidence", "wrong"),
    [
        ("Fjordbro inspects the pier.", "Fjordbro may inspect the pier.", True),
        ("Fjordbro might inspect the pier.", "Fjordbro may inspect the pier.", False),
        (
            "The bridge closed.",
            "The bridge closed and Fjordbro, owned by two brothers, may inspect it.",
            False,
        ),
        ("Суд отложит дело.", "Возможно, суд отложит дело.", True),
        ("Фермаҳо баста мешаванд.", "Шояд фермаҳо баста шаванд.", True),
    ],
)
def test_doubt_is_kept(claim: str, evidence: str, wrong: bool) -> None:
    """A claim doubts what its evidence doubts; doubt of something else does not matter."""
    assert is_surer(claim, evidence) is wrong


@pytest.mark.parametrize(
    "evidence",
    ["Visitors may not enter the museum.", "Visitors allegedly entered the museum.", "It was May."],
)
def test_what_is_no_doubt(evidence: str) -> None:
    """ "May not" forbids, "allegedly" gives it to a speaker, May is a month."""
    assert not is_surer("Visitors entered the museum.", evidence)


def test_doubt_in_another_language_counts_where_it_is_quoted() -> None:
    """Words cannot be compared; the quote itself must be free of doubt."""
    assert is_surer("Норвежцы осмотрят опору.", "Fjordbro may inspect it.", same_language=False)
    assert not is_surer("Норвежцы осмотрели опору.", "Fjordbro inspected it.", same_language=False)


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [("The ministry repaired schools.", True), ("The ministry will repair schools.", False),
     ("The ministry is to repair schools.", False)],
)  # fmt: skip
def test_a_plan_is_not_done(claim: str, wrong: bool) -> None:
    """What is promised is not reported as done."""
    assert is_surer(claim, "The ministry promised to repair schools.") is wrong


def test_a_verb_shows_whether_it_is_done() -> None:
    """Russian: открыла is done, откроет and открывает are not."""
    assert is_surer("Компания построила завод.", "Компания построит завод.")
    assert not is_surer("Компания построила завод.", "Компания построила завод и построит другой.")
