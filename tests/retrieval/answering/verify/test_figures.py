"""Figures and dates of a claim against those of its evidence."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.answering.verify.cited_text import CitedText
from retrieval.answering.verify.figures import figures_stand


def stand(claim: str, context: str, *, about: str = "Trade . Wire", published: date | None = None) -> bool:
    return figures_stand(claim, CitedText(context, context, about, f"{about} . {context}", published))


@pytest.mark.parametrize(
    ("claim", "kept"),
    [
        ("The tariff rose by 15 percent, from 400 to 460 somoni.", True),
        ("The tariff rose from 460 to 400 somoni.", False),
        ("The tariff rose by 460 somoni.", False),
        ("The tariff rose to 460 somoni.", True),
        ("The tariff rose to 470 somoni.", False),
        ("Тариф вырос с 400 до 460 сомони.", True),
        ("Тариф вырос на 460 сомони.", False),
    ],
)
def test_from_to_and_by(claim: str, kept: bool) -> None:
    """What a figure rose from is not what it reached, nor by how much."""
    assert stand(claim, "The tariff for a loaded lorry rose by 15 percent, from 400 to 460 somoni.") is kept


def test_an_outlet_called_yesterday() -> None:
    """A relative time in the name of an outlet dates nothing."""
    day = date(2021, 4, 6)
    assert not stand("It opened yesterday.", "It opened.", about="Bridge . Yesterday", published=day)
    assert stand("It opened yesterday.", "It opened on Monday.", published=day)
