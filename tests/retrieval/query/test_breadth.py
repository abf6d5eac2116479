"""Questions about several articles at once."""

from __future__ import annotations

import pytest

from retrieval.query.breadth import Breadth, breadth_of


@pytest.mark.parametrize(
    ("question", "breadth"),
    [
        ("Who chairs the committee?", Breadth.ONE),
        ("How did the minister die?", Breadth.ONE),
        ("Compare the death tolls of the two floods", Breadth.SEVERAL),
        ("Which outlets reported the strike?", Breadth.SEVERAL),
        ("What is the difference between the two treaties?", Breadth.SEVERAL),
        ("Timeline of the Rogun dam", Breadth.TIMELINE),
        ("How has the value of the somoni changed?", Breadth.TIMELINE),
        ("Сравните данные о погибших", Breadth.SEVERAL),
        ("Хронология строительства Рогуна", Breadth.TIMELINE),
        ("Рӯйхати вазирон", Breadth.SEVERAL),
    ],
)
def test_breadth(question: str, breadth: Breadth) -> None:
    """Comparisons and lists want a sentence from each article, timelines in the order of time."""
    assert breadth_of(question) is breadth


def test_two_outlets_ask_for_both() -> None:
    """Who names two outlets wants to know what each says."""
    assert breadth_of("What do Tasnim and IRNA say of the visit?", outlets=2) is Breadth.SEVERAL
    assert breadth_of("What does Tasnim say of the visit?", outlets=1) is Breadth.ONE
