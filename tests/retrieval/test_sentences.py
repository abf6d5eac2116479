"""The sentences of the command line: each language has all of them, with the same facts."""

from __future__ import annotations

from datetime import UTC, datetime
from string import Formatter

import pytest

from retrieval.note import Note, NoteCode
from retrieval.sentences import SENTENCES, note_sentence, refusal_sentences

NEWER, OLDER = datetime(2021, 9, 2, tzinfo=UTC), datetime(2021, 3, 2, tzinfo=UTC)


def _placeholders(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name]


@pytest.mark.parametrize("language", SENTENCES)
def test_every_note_has_a_sentence_of_its_own(language: str) -> None:
    """In each language, with the facts that the English one has."""
    notes = SENTENCES[language].notes
    assert notes.keys() == set(NoteCode)
    assert len(set(notes.values())) == len(NoteCode)
    for code, text in notes.items():
        assert _placeholders(text) == _placeholders(SENTENCES["en"].notes[code])


def test_a_note_has_its_days() -> None:
    """As each language writes them; in English where there are no sentences in a language."""
    note = Note(code=NoteCode.REPORT_UPDATED, newer=NEWER, older=OLDER)
    assert (
        note_sentence(note, "en") == "The report of 2 September 2021 updates an earlier one of 2 March 2021."
    )
    assert (
        note_sentence(note, "ru")
        == "Сообщение от 2 сентября 2021 г. обновляет более раннее, от 2 марта 2021 г."
    )
    assert note_sentence(note, "xx") == note_sentence(note, "en")


@pytest.mark.parametrize("language", SENTENCES)
def test_a_note_that_explains_a_refusal_is_all_that_is_said(language: str) -> None:
    """Nothing is said of what the articles say where there are none, or where they say it of another time."""
    for code in NoteCode:
        note = Note(code=code, newer=NEWER, older=OLDER)
        said = refusal_sentences(language, ("Baku",), NEWER, note)
        assert (said == [note_sentence(note, language)]) == note.explains_refusal
        assert (SENTENCES[language].refused in said) != note.explains_refusal


def test_a_refusal_says_no_more_than_is_known() -> None:
    """What is missing and how new the articles are is said where it is known."""
    assert refusal_sentences("en", (), None) == ["The articles do not say."]
    assert refusal_sentences("en", ("Baku", "chess"), NEWER) == [
        "The articles do not say.",
        "Nothing in them speaks of “Baku”, “chess”.",
        "The newest article is of 2 September 2021.",
    ]
