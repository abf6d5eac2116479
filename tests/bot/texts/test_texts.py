"""What the bot says itself, in each language."""

from __future__ import annotations

from dataclasses import fields
from string import Formatter

import pytest

from bot.texts import LANGUAGES, Texts, texts_for
from retrieval.answer import refusal_text
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
    """A refusal is worded in each language that the bot speaks."""
    assert len({refusal_text(code) for code in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("code", "language"),
    [("ru", "ru"), ("ru-RU", "ru"), ("TG", "tg"), ("en-GB", "en"), ("xx", "en"), ("", "en"), (None, "en")],
)
def test_choice_of_language(code: str | None, language: str) -> None:
    """Regions do not matter; an unknown language is answered in English."""
    assert texts_for(code) is LANGUAGES[language]
