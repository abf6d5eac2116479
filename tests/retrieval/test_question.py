"""Questions: strings and mappings, their language, and follow-ups made to stand alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from retrieval.conversation import by_rules
from retrieval.errors import QuestionError
from retrieval.question import Question
from retrieval.store.filters import Filters


def test_string_and_mapping_are_the_same_question() -> None:
    """A plain string is a mapping with nothing but the question."""
    asked, given = Question.of("Who?"), Question.of({"question": "Who?"})
    assert asked == replace(given, now=asked.now)


def test_now_has_the_zone_whose_days_are_meant() -> None:
    """That of the moment given, else the one that stands in; `now` is never without."""
    dushanbe = timezone(timedelta(hours=5))
    assert Question.of("Who?", dushanbe).now.tzinfo is dushanbe
    naive = Question.of({"question": "Who?", "now": "2024-04-02T00:30"}, dushanbe)
    assert naive.now.isoformat() == "2024-04-02T00:30:00+05:00"
    stated = Question.of({"question": "Who?", "now": "2024-04-01T19:30-03:00"}, dushanbe)
    assert stated.now.isoformat() == "2024-04-01T19:30:00-03:00"


@pytest.mark.parametrize(
    ("given", "filters"),
    [
        ("2024-04-02", Filters(first_day=date(2024, 4, 2))),
        (date(2024, 4, 2), Filters(first_day=date(2024, 4, 2))),
        (datetime(2024, 4, 2), Filters(first_day=date(2024, 4, 2))),  # noqa: DTZ001 - as the command line reads a day
        ("2024-04-02T00:30+05:00", Filters(published_after=datetime(2024, 4, 1, 19, 30, tzinfo=UTC))),
        ("2024-04-02T00:30", Filters(published_after=datetime(2024, 4, 1, 21, 30, tzinfo=UTC))),
        ("2024-04-02T00:00Z", Filters(published_after=datetime(2024, 4, 2, tzinfo=UTC))),
    ],
)
def test_days_and_moments(given: object, filters: Filters) -> None:
    """A day is meant where an article was published; with a time it is a moment, in the zone that stands in."""
    asked = {"question": "Who?", "published_after": given}
    assert Question.of(asked, timezone(timedelta(hours=3))).filters == filters
    late = Question.of({"question": "Who?", "published_before": given}, timezone(timedelta(hours=3))).filters
    assert (late.published_before, late.end_day) == (filters.published_after, filters.first_day)


def test_what_is_private() -> None:
    """All that was said in the conversation, so that no log may say it."""
    history = [HumanMessage("Who opened it?"), AIMessage("Qodirov.")]
    assert (
        Question.of({"question": "When?", "history": history}).private
        == "When? When? Who opened it? Qodirov."
    )


@pytest.mark.parametrize(
    "given",
    [
        None,
        5,
        ["Who?"],
        {},
        {"question": None},
        {"question": "x", "histroy": []},
        {"question": "x", "history": "y"},
        {"question": "x", "language_model": "no"},
        {"question": "x", "language_model": 0},
        {"question": "x", "language": 5},
    ],
)
def test_what_is_no_question_is_refused(given: object) -> None:
    """Wrong types and unknown keys are errors in words, not crashes further on."""
    with pytest.raises(QuestionError):
        Question.of(given)


@pytest.mark.parametrize(
    ("text", "said", "reader", "language"),
    [
        ("Новости", [], "ru", "ru"),
        ("Новости", [], "tg", "tg"),
        ("Новости", [], "en", "tg"),
        ("Салом", [], "tg", "tg"),
        ("Рогун", ["Кӣ бо вазир мулоқот кард?"], "ru", "tg"),
        ("Arkadag", ["Кто встретил министра?"], None, "ru"),
        ("Arkadag", ["Arkadag"], None, "en"),
        ("Arkadag", [], "ru", "ru"),
        ("Arkadag", [], "de", "en"),
        ("Who met the minister?", ["Кто встретил министра?"], "ru", "en"),
        ("Кто встретил министра?", [], "tg", "ru"),
        ("Хабарҳо", [], "ru", "tg"),
    ],
)
def test_short_messages_take_the_language_of_the_conversation(
    text: str, said: list[str], reader: str | None, language: str
) -> None:
    """Then that of the reader, unless it is written in other letters; what shows its own language keeps it."""
    history = [HumanMessage(one) for one in said]
    asked = {"question": text, "history": history, "language": reader}
    assert Question.of(asked).language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Who met the minister?", "en"),
        ("Кто встретил министра?", "ru"),
        ("Кӣ бо вазир мулоқот кард?", "tg"),
        ("?", "en"),
    ],
)
def test_language_follows_the_question(text: str, language: str) -> None:
    """English where nothing can be told."""
    assert Question.of(text).language == language


def test_follow_up_takes_along_what_it_leans_on() -> None:
    """The date is exchanged and the rest stays; `now` is what relative times are counted from."""
    history = [HumanMessage("What was trade with Iran in 2014?"), AIMessage("US$200 million. [1]")]
    asked = Question.of({"question": "And in 2015?", "history": history, "now": "2020-01-01"})
    assert by_rules(asked) == "What was trade with Iran in 2015?"


def test_new_question_stands_alone() -> None:
    """A question with its own subject takes nothing along."""
    history = [HumanMessage("What was trade with Iran in 2014?")]
    asked = "Which company built the Istiqlol tunnel near Dushanbe?"
    assert by_rules(Question.of({"question": asked, "history": history})) == asked


def test_first_question_stands_alone() -> None:
    """Without history a pronoun has nothing to lean on."""
    assert by_rules(Question.of("Who is he?")) == "Who is he?"
