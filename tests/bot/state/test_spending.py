"""How many answers of the language model each person has had."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state.spending import Spending

if TYPE_CHECKING:
    from bot.state.state import State


def _spending(state: State, budget: int | None) -> Spending:
    return Spending(state.spending._database, budget)


def test_a_budget_ends_and_begins_anew_each_day(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each person has their own; what was spent on other days is deleted."""
    spending = _spending(state, 2)
    assert [spending.spend(77) for _ in range(3)] == [True, True, False]
    assert spending.spend(78)
    monkeypatch.setattr("bot.state.spending._today", lambda: "2031-01-01")
    spending.purge()
    assert spending.spend(77)


def test_an_answer_that_was_not_written_is_refunded(state: State) -> None:
    """Never more than was spent."""
    spending = _spending(state, 1)
    spending.refund(77)
    assert [spending.spend(77), spending.spend(77)] == [True, False]
    spending.refund(77)
    assert [spending.spend(77), spending.spend(77)] == [True, False]


@pytest.mark.parametrize(("budget", "allowed"), [(None, True), (0, False)])
def test_no_budget_and_an_empty_one(state: State, budget: int | None, allowed: bool) -> None:
    """Without a budget anything goes; with one of none, nothing."""
    spending = _spending(state, budget)
    spending.refund(77)
    assert [spending.spend(77) for _ in range(3)] == [allowed] * 3
