"""What the bot says itself, in each language."""

from __future__ import annotations

from dataclasses import fields
from string import Formatter

import pytest

from bot.texts import LANGUAGES, Texts, texts_for
from retrieval.note import Note, NoteCode
from retrieval.sentences import SENTENCES
from tests.e2e.judge import judged

ENGLISH = LANGUAGES["en"]
OTHERS = [code for code in LANGUAGES if code != "en"]
SINGLE = [field.name for field in fields(Texts) if field.type == "str"]


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_three_languages() -> None:
    """English, Russian and Tajik."""
    assert list(LANGUAGES) == ["en", "ru", "tg"]


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("name", SINGLE)
def test_every_text_is_there_with_the_same_placeholders(code: str, name: str) -> None:
    """No language lacks a text, leaves one in English, or fills in other words."""
    english, other = getattr(ENGLISH, name), getattr(LANGUAGES[code], name)
    assert other.strip()
    assert other != english or name == "date"
    assert _placeholders(other) == _placeholders(english)


@pytest.mark.parametrize("code", OTHERS)
def test_every_command_is_described(code: str) -> None:
    """The menus hold the same commands, within Telegram's limits."""
    commands = LANGUAGES[code].commands
    assert commands.keys() == ENGLISH.commands.keys()
    assert all(3 <= len(description) <= 256 for description in commands.values())


@pytest.mark.parametrize("code", LANGUAGES)
def test_telegram_shows_every_text(code: str) -> None:
    """Each text that goes out as it stands is a message that Telegram accepts."""
    texts = LANGUAGES[code]
    for name in SINGLE:
        judged(getattr(texts, name), None)


def test_languages_agree_with_those_of_the_answers() -> None:
    """A reader of the bot's language is one of the command line's too, and a refusal reads the same on both."""
    assert {code: texts.refused for code, texts in LANGUAGES.items()} == {
        code: sentences.refused for code, sentences in SENTENCES.items()
    }


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_note_has_words(code: str) -> None:
    """In each language, with the days that the note has."""
    notes = LANGUAGES[code].notes
    assert notes.keys() == set(NoteCode)
    assert len(set(notes.values())) == len(NoteCode)
    days = {code: _placeholders(text) for code, text in notes.items() if _placeholders(text)}
    assert days == {NoteCode.REPORT_UPDATED: {"newer", "older"}, NoteCode.OTHER_TIME: {"newer"}}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_reason_has_a_label(code: str) -> None:
    """Whatever note explains a refusal, inline mode has a few words for it."""
    labels = LANGUAGES[code].inline_reasons
    assert labels.keys() == {note for note in NoteCode if Note(code=note).explains_refusal}
    assert all(0 < len(label) <= 64 for label in labels.values())


@pytest.mark.parametrize(
    ("code", "language"),
    [("ru", "ru"), ("ru-RU", "ru"), ("TG", "tg"), ("en-GB", "en"), ("xx", "en"), ("", "en"), (None, "en")],
)
def test_choice_of_language(code: str | None, language: str) -> None:
    """Regions do not matter; an unknown language is answered in English."""
    assert texts_for(code) is LANGUAGES[language]
