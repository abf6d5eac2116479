"""The stance of a claim as a whole, and words of opposite meaning."""

from __future__ import annotations

import pytest

from retrieval.answering.verify.stance import agrees


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Exports fell in March.", "Exports rose in March."),
        ("The court acquitted him.", "The court convicted him."),
        ("Цены снизились весной.", "Цены выросли весной."),
        ("Минтақаи шимолӣ хушк шуд.", "Минтақаи ҷанубӣ хушк шуд."),
    ],
)
def test_opposites(claim: str, evidence: str) -> None:
    """A word does not stand where the evidence has its opposite."""
    assert not agrees(claim, evidence, evidence, same_language=True)
    assert agrees(evidence, evidence, evidence, same_language=True)


def test_evidence_with_both_opposites() -> None:
    """Where the evidence says both words, either may be said."""
    evidence = "Exports rose in March and fell in April."
    assert agrees("Exports fell in April.", evidence, evidence, same_language=True)


def test_in_another_language_quote_and_claim_both_deny() -> None:
    """Whether a quote denies can be told across languages; what it denies cannot."""
    quote = "repairs had not damaged the eastern pier"
    assert agrees("Ремонт не повредил опору.", quote, quote, same_language=False)
    assert not agrees("Ремонт повредил опору.", quote, quote, same_language=False)
