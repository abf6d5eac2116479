"""What becomes of questions in a language that is one folder more; run by `test_toy.py`, where the folder is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from retrieval.conversation import standalone
from retrieval.conversation.content import content
from retrieval.conversation.mentions import mentions
from retrieval.query.outlet import named_outlets
from retrieval.timelines.topic import Topic

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("question", "answer", "text", "expected"),
    [
        ("Kiu estas Zamenhof?", "Zamenhof estas kuracisto.", "Kiam li mortis?", "Kiam Zamenhof mortis?"),
        ("Kio estas en Varsovio?", "", "Kiam oni konstruis ponton tie?", "Kiam oni konstruis ponton en Varsovio?"),
        ("Kiom kostis pano en majo de 2014?", "", "Kaj en 2015?", "Kiom kostis pano en 2015?"),
        ("Kiu estas Zamenhof?", "Zamenhof estas kuracisto.", "Kiom kostas la nova ponto de la fervojo?",
         "Kiom kostas la nova ponto de la fervojo?"),
    ],
)  # fmt: skip
def test_follow_ups(question: str, answer: str, text: str, expected: str) -> None:
    """A pronoun, a place and a date are put in; a question with a subject of its own is left as it is."""
    history = [HumanMessage(question), AIMessage(answer)]
    assert standalone(text, history, NOW.date()) == expected


def test_content() -> None:
    """Words that any question may hold are no content."""
    assert content("Kiu estas la prezidanto plu?") == ["prezidanto"]


def test_mentions() -> None:
    """A title tells a person, a known beginning a place, and no word that only begins the question is a name."""
    found = [(one.text, one.kind.value) for one in mentions("Kie estas prezidanto Zamenhof en Varsovio?")]
    assert found == [("Zamenhof", "person"), ("Varsovio", "place")]


@pytest.mark.parametrize(
    ("question", "outlets"),
    [
        ("Kio okazis laŭ Kuriero?", ["Kuriero"]),
        ("Kion Kuriero skribis?", ["Kuriero"]),
        ("Kio estas Kuriero?", []),
    ],
)
def test_outlets(question: str, outlets: list[str]) -> None:
    """An ordinary word names an outlet where words of attribution stand at it."""
    assert named_outlets(question, ["Kuriero"]) == outlets


def test_topic() -> None:
    """What is put about a topic is taken off, and the time in it with the word before it."""
    topic = Topic.of("kion oni skribis pri Rogun en aŭgusto de 2018", NOW)
    assert topic.subject == "Rogun"
    assert topic.after == date(2018, 8, 1)
