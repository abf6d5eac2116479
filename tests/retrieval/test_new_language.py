"""A language is added by one folder: follow-ups, names, outlets and topics in it are then understood."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

ESPERANTO = """
from corpus.languages.anaphor_words import AnaphorWords
from corpus.languages.follow_up_words import FollowUpWords
from corpus.languages.language import Language
from corpus.languages.mention_words import MentionWords
from corpus.languages.outlet_words import OutletWords
from corpus.languages.phrase_words import PhraseWords
from corpus.languages.script import LATIN
from corpus.languages.term_rules import TermRules
from corpus.languages.topic_words import TopicWords
from corpus.languages.words import words

LANGUAGE = Language(
    code="eo",
    name="Esperanto",
    script=LATIN,
    term_rules=TermRules(stop_words=words("kaj la en de kiu kio kiam kie kiom estas pri li")),
    anaphor_words=AnaphorWords(man="li", place="tie", replaced=words("li"), replaced_places={"tie": "en"}),
    follow_up_words=FollowUpWords(
        opening="kaj|sed", binding="kaj|sed", asking="kiu|kio|kiam|kie|kiom", asking_who="kiu",
        generic=words("plu"),
    ),
    mention_words=MentionWords(titles="prezidanto", places=words("varsovi"), opening=words("kiu kiam kie kiom")),
    outlet_words=OutletWords(before="la[\\u016du]", behind="skribis", ordinary=words("kuriero")),
    phrase_words=PhraseWords(prepositions="en", time_prepositions="en", place_prepositions="en"),
    topic_words=TopicWords(frames=(r"kion oni skribis pri (?P<topic>.+)",), before_times="en"),
)
"""

ASKED = """
import json, sys
from datetime import date, datetime, UTC

import corpus.languages

corpus.languages.__path__.append(sys.argv[1])

from langchain_core.messages import AIMessage, HumanMessage

from retrieval.conversation import standalone
from retrieval.conversation.content import content
from retrieval.conversation.mentions import mentions
from retrieval.query.outlet import named_outlets
from retrieval.timelines.topic import Topic

def follow_up(question, answer, text):
    return standalone(text, [HumanMessage(question), AIMessage(answer)], date(2026, 11, 24))

who = "Kiu estas Zamenhof?", "Zamenhof estas kuracisto en Varsovio."
print(json.dumps({
    "pronoun": follow_up(*who, "Kiam li mortis?"),
    "place": follow_up("Kio estas en Varsovio?", "", "Kiam oni konstruis ponton tie?"),
    "date": follow_up("Kiom kostis la pano en 2014?", "", "Kaj en 2015?"),
    "alone": follow_up(*who, "Kiom kostas la nova ponto de la fervojo?"),
    "content": content("Kiu estas la prezidanto plu?"),
    "mention": [(one.text, one.kind.value) for one in mentions("Kie estas prezidanto Zamenhof en Varsovio?")],
    "outlets": named_outlets("Kio okazis la\\u016d Kuriero?", ["Kuriero"]),
    "no outlet": named_outlets("Kio estas Kuriero?", ["Kuriero"]),
    "topic": Topic.of("kion oni skribis pri Rogun en 2018", datetime(2026, 11, 24, tzinfo=UTC)).subject,
}))
"""


@pytest.fixture(scope="module")
def understood(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a process with one language more makes of questions in it."""
    folder: Path = tmp_path_factory.mktemp("languages")
    (folder / "eo").mkdir()
    (folder / "eo" / "__init__.py").write_text(ESPERANTO, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", ASKED, str(folder)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("pronoun", "Kiam Zamenhof mortis?"),
        ("place", "Kiam oni konstruis ponton en Varsovio?"),
        ("date", "Kiom kostis la pano en 2015?"),
        ("alone", "Kiom kostas la nova ponto de la fervojo?"),
        ("content", ["prezidanto"]),
        ("mention", [["Zamenhof", "person"], ["Varsovio", "place"]]),
        ("outlets", ["Kuriero"]),
        ("no outlet", []),
        ("topic", "Rogun"),
    ],
)
def test_understood(understood: dict[str, object], asked: str, expected: object) -> None:
    """Each rule takes the words of the new language, and no code names it."""
    assert understood[asked] == expected
