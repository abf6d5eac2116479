"""The times that a question asks for."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.query.asked_time import AskedTimes

TODAY = date(2025, 6, 18)


@pytest.mark.parametrize(
    ("question", "of_thing"),
    [
        ("What was decided in 2024?", False),
        ("What was built by 2024?", False),
        ("2024: what was decided?", False),
        ("What was decided at the end of 2024?", False),
        ("What was decided in May 2024?", False),
        ("What is in the 2024 budget?", True),
        ("What is in the budget for 2024?", True),
        ("Who won the World Cup 2022?", True),
        ("What followed the floods of 2023?", True),
        ("Что решили в 2024 году?", False),
        ("Что решили к концу 2024 года?", False),
        ("Что в бюджете на 2024 год?", True),
        ("Что в бюджете 2024 года?", True),
        ("Кто выиграл чемпионат мира 2022?", True),
        ("Соли 2024 чӣ қарор шуд?", False),
        ("Дар соли 2024 чӣ қарор шуд?", False),
        ("Шӯро соли 2024 чӣ қарор кард?", False),
        ("Дар буҷети соли 2024 чӣ ҳаст?", True),
        ("Барои соли 2030 чӣ нақша доранд?", True),
    ],
)
def test_a_year_belongs_to_what_happened_or_to_a_thing(question: str, of_thing: bool) -> None:
    """By what stands before it."""
    (asked,) = AskedTimes.of(question, TODAY).times
    assert asked.of_thing is of_thing


def test_a_month_is_the_latest_one_before_now() -> None:
    """Its year is guessed where the question does not say it."""
    assert AskedTimes.of("What happened in April?", TODAY).times[0].start == date(2025, 4, 1)
    assert AskedTimes.of("What happened in July?", TODAY).times[0].start == date(2024, 7, 1)


def test_what_is_newest_is_no_time() -> None:
    """The latest news may be of any day; its words are words of time all the same."""
    asked = AskedTimes.of("What is the latest news on the dam?", TODAY)
    assert asked.times == ()
    assert "dam" not in asked.terms
    assert "news" in asked.terms


def test_terms_are_those_that_stand_nowhere_else() -> None:
    """Day, month and year; with the figures within words."""
    assert AskedTimes.of("What happened in Khujand on 1st April 2024?", TODAY).terms >= {"1", "april", "2024"}
    assert "11" not in AskedTimes.of("Did bus 11 run on 11 April?", TODAY).terms
    assert AskedTimes.of("Who chairs it?", TODAY) == ((), frozenset(), frozenset(), "Who chairs it?")


def test_terms_of_events_are_those_of_closed_times_of_what_happened() -> None:
    """Not of the year of a thing, nor of "until" some time."""
    assert AskedTimes.of("What happened in 2014?", TODAY).of_events == {"2014"}
    assert AskedTimes.of("What is in the plan until 2030?", TODAY).of_events == frozenset()
    assert AskedTimes.of("What is in the 2024 budget?", TODAY).of_events == frozenset()


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("What was the dollar rate on 2 April 2024?", "What was the dollar rate ?"),
        ("In 2014, who led it?", ", who led it?"),
        ("What was decided today and yesterday?", "What was decided ?"),
        ("Что произошло в Худжанде в мае 2024 года?", "Что произошло в Худжанде ?"),
        ("Имрӯз қурби доллар чанд аст?", "қурби доллар чанд аст?"),
        ("What is in the 2024 budget?", "What is in the 2024 budget?"),
        ("What is the latest news on it?", "What is the latest news on it?"),
        ("today?", "today?"),
    ],
)
def test_rest_is_what_is_asked_of_any_time(question: str, rest: str) -> None:
    """Without what would be left hanging; the year of a thing belongs to it, and something must be left."""
    found = AskedTimes.of(question, TODAY).rest
    assert found == rest
