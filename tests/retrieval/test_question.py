"""Questions: strings and mappings, their language, and follow-ups made to stand alone."""

from __future__ import annotations

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from retrieval.conversation import by_rules
from retrieval.errors import QuestionError
from retrieval.question import Question


def test_string_and_mapping_are_the_same_question() -> None:
    """A plain string is a mapping with nothing but the question."""
    assert Question.of("Who?") == Question.of({"question": "Who?"})


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
    ],
)
def test_what_is_no_question_is_refused(given: object) -> None:
    """Wrong types and unknown keys are errors in words, not crashes further on."""
    with pytest.raises(QuestionError):
        Question.of(given)


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
