"""The labelled messages that training learns from and is judged on."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from retrieval.query.training.labelled import LabelledMessage, read_messages, read_reading_questions
from retrieval.question_kind import QuestionKind
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

EVALS = REPOSITORY / "tests" / "evals"
_HELD_OUT = "9545dc1e4d939459a216425899b213afdc98204b99780e9f57b12baa317b35bc"


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold().replace("ё", "е") if c.isalnum())


@pytest.mark.parametrize("language", ["en", "ru", "tg"])
def test_each_language_has_enough_of_each_kind(language: str) -> None:
    """At least 300 messages and 40 of each kind in each language, a third of them held out."""
    own = [
        message
        for message in read_messages(EVALS / "kinds")
        if message.language == language and not message.learning
    ]
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


def test_messages_for_subjects_teach_no_kind() -> None:
    """They are told from the others, are never held out, and say their subject."""
    own = [message for message in read_messages(EVALS / "kinds") if message.for_subjects]
    assert len(own) > 1000
    assert all(message.learning and not message.is_held_out for message in own)
    assert all(message.subject is not None for message in own)


def test_copies_share_their_lot() -> None:
    """One message in two files, or with other capitals, is held out in both or in none."""
    one, other = (
        LabelledMessage(text=text, language=language, kinds=(QuestionKind.COURTESY,))
        for text, language in (("Привет", "ru"), ("привет", "tg"))
    )
    assert (one.is_held_out, one.fold(4)) == (other.is_held_out, other.fold(4))


def test_what_is_held_out_stays_the_same() -> None:
    """Messages that are written later are for learning: the figures are of the same 1,310 messages ever since."""
    held_out = [message for message in read_messages(EVALS / "kinds") if message.is_held_out]
    rows = sorted(f"{message.language} {message.kinds[0].value} {message.text}" for message in held_out)
    assert len(rows) == 1310
    assert hashlib.sha256("\n".join(rows).encode()).hexdigest() == _HELD_OUT


def test_nothing_held_out_is_written_for_learning_again() -> None:
    """No message for learning has the letters of one that is held out, whatever its capitals and marks."""
    messages = read_messages(EVALS / "kinds")
    learned = {_letters(message.text) for message in messages if message.learning} - {""}
    assert len(learned) > 3000
    assert not learned & {_letters(message.text) for message in messages if message.is_held_out}


def test_copies_that_are_held_out_are_known() -> None:
    """What was written to be learned from is never held out; what is made of it is, where its letters say so."""
    texts = [f"привет {number}" for number in range(20)]
    written = [
        LabelledMessage(text=text, language="ru", kinds=(QuestionKind.COURTESY,), learning=True)
        for text in texts
    ]
    assert not any(message.is_held_out for message in written)
    assert any(replace(message, made=True).is_held_out for message in written)


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
