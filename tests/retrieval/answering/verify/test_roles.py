"""Roles: who did what to whom."""

from __future__ import annotations

import pytest

from corpus.languages.registry import languages
from retrieval.answering.verify.roles import turned

ORDER = languages()["en"].relation_words.word_order


def is_turned(claim: str, evidence: str) -> bool:
    assert ORDER is not None
    return turned(claim, evidence, ORDER)


def test_sides_of_a_verb() -> None:
    """The two sides of a verb do not change places."""
    evidence = "On Monday Norwind sued the ministry."
    assert is_turned("The ministry sued Norwind.", evidence)
    assert not is_turned("Norwind sued the ministry.", evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The ministry was sued by Norwind.", "On Monday Norwind sued the ministry."),
        ("Turkey and Iran signed a treaty.", "A treaty was signed by Iran and Turkey."),
        ("In Oslo the minister met Lee.", "Lee met the minister in Oslo."),
    ],
)
def test_order_that_says_nothing(claim: str, evidence: str) -> None:
    """A passive, a list, a place."""
    assert not is_turned(claim, evidence)


def test_names_side_by_side() -> None:
    """Two names that stand together are not set apart the other way round."""
    evidence = "On Friday Hatami thanked Baqeri."
    assert is_turned("Baqeri praised Hatami.", evidence)
    assert not is_turned("Hatami praised Baqeri.", evidence)


def test_where_somebody_belongs() -> None:
    """Aslov of Tajikistan is not Aslov of Kazakhstan."""
    evidence = "Ministers Aslov of Tajikistan and Tileuberdi of Kazakhstan met."
    assert is_turned("Aslov of Kazakhstan met a colleague.", evidence)
    assert not is_turned("Aslov of Tajikistan met a colleague.", evidence)


def test_what_a_preposition_governs() -> None:
    """From Norway to Sweden is not from Sweden to Norway."""
    evidence = "Cables run from Norway to Sweden."
    assert is_turned("Cables from Sweden reach Norway.", evidence)
    assert not is_turned("Cables from Norway reach Sweden.", evidence)
