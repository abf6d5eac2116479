"""Names and speakers of a claim against those of its evidence."""

from __future__ import annotations

import pytest

from retrieval.answering.verify.cited_text import CitedText
from retrieval.answering.verify.named import names_stand

BEFORE = "Deputy minister Sorbon Qodirov cut the ribbon together with consul Ghulam Sakhi."


def stand(claim: str, context: str, *, before: str = BEFORE) -> bool:
    about = "Bridge reopens . Border Herald"
    cited = CitedText(context, context, about, f"{about} . {before} {context}", None)
    return names_stand(claim, cited, same_language=True)


@pytest.mark.parametrize(
    ("claim", "kept"),
    [
        ("Sorbon Qodirov cut the ribbon.", True),
        ("Sorbon Rahimov cut the ribbon.", False),
        ("Ghulam Qodirov cut the ribbon.", False),
        ("Qodirov cut the ribbon with the Uzbek consul.", False),
        ("Sakhi said that the ribbon was cut.", False),
    ],
)
def test_names_of_the_evidence(claim: str, kept: bool) -> None:
    """No other name, no mixed one, no other nation, no speaker who does not speak there."""
    assert stand(claim, BEFORE, before="") is kept


@pytest.mark.parametrize(
    ("context", "kept"),
    [
        ("He thanked the workers.", True),
        ("Workers were thanked.", False),
        ("His workers were thanked.", False),
    ],
)
def test_a_name_for_a_pronoun(context: str, kept: bool) -> None:
    """A name from elsewhere in the passage may stand for "he"; for "his" only beside a name of the sentence."""
    assert stand("Qodirov thanked the workers.", context) is kept
