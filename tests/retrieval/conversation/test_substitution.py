"""A follow-up that is a date or a name takes the place of one in the question before."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.conversation.context_dependence import context_dependence
from retrieval.conversation.substitution import Substitution
from retrieval.conversation.turns import Turn

TRADE = Turn("What was trade with Iran in March 2014?", "US$200 million.")
WAGES = Turn("Каковы были зарплаты в Киргизии в мае 2019 года?", "")


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        (TRADE, "And in 2015?", "What was trade with Iran in 2015?"),
        (TRADE, "And in May?", "What was trade with Iran in May 2014?"),
        (TRADE, "And with China?", "What was trade with China in March 2014?"),
        (TRADE, "А в 2015 году?", "What was trade with Iran in March 2015?"),
        (WAGES, "А в июне?", "Каковы были зарплаты в Киргизии в июне 2019 года?"),
        (WAGES, "А в Казахстане?", "Каковы были зарплаты в Казахстане в мае 2019 года?"),
        (Turn("What is trade with Iran?"), "And in 2015?", "What is trade with Iran in 2015?"),
        (TRADE, "And with Iran?", None),
        (TRADE, "And why?", None),
        (TRADE, "And he?", None),
    ],
)
def test_question(before: Turn, text: str, expected: str | None) -> None:
    """A month keeps its year, a date in another script gives its year alone; nothing else is put in."""
    dependence = context_dependence(text, [before.question, before.answer])
    assert dependence is not None
    assert Substitution([before], date(2026, 11, 24)).question(dependence) == expected
