"""The labelled messages that training learns from and is judged on."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from retrieval.query.training.labelled import LabelledMessage, read_messages, read_reading_questions
from retrieval.question_kind import QuestionKind
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

EVALS = REPOSITORY / "tests" / "evals"


@pytest.mark.parametrize("language", ["en", "ru", "tg"])
def test_each_language_has_enough_of_each_kind(language: str) -> None:
    """At least 300 messages and 40 of each kind in each language, a third of them held out."""
    own = [message for message in read_messages(EVALS / "kinds") if message.language == language]
    counts = Counter(message.kinds[0] for message in own)
    assert len(own) >= 300
    assert min(counts[kind] for kind in QuestionKind) >= 40
    assert 0.28 < sum(message.is_held_out for message in own) / len(own) < 0.39


def test_subjects_are_words_of_their_messages() -> None:
    """What is asked for an overview or for news says what it is about."""
    for message in read_messages(EVALS / "kinds"):
        told = message.kinds[0] in (QuestionKind.OVERVIEW, QuestionKind.LATEST)
        assert told == (message.subject is not None)
        assert message.subject is None or message.subject in message.text


def test_copies_share_their_lot() -> None:
    """One message in two files, or with other capitals, is held out in both or in none."""
    one, other = (
        LabelledMessage(text=text, language=language, kinds=(QuestionKind.COURTESY,))
        for text, language in (("Привет", "ru"), ("привет", "tg"))
    )
    assert (one.is_held_out, one.fold(4)) == (other.is_held_out, other.fold(4))


def test_reading_questions(tmp_path: Path) -> None:
    """Kinds of that set that say what is asked are taken over; one that says neither is left out."""
    rows = [
        {"question": "Why?", "language": "en", "kind": "why"},
        {"question": "Opening?", "language": "en", "kind": "near_miss"},
        {"question": "Rahmon?", "language": "en", "kind": "who_is"},
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    first, second = read_reading_questions(path, EVALS / "kinds" / "reading_kinds.json")
    assert first.kinds == (QuestionKind.REASON,)
    assert QuestionKind.COURTESY not in second.kinds
    assert QuestionKind.YES_NO in second.kinds
