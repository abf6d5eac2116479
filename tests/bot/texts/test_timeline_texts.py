"""What the bot says about timelines and the store, in each language."""

from __future__ import annotations

from dataclasses import fields
from string import Formatter

import pytest

from bot.texts import LANGUAGES
from bot.texts.timeline_texts import TIMELINE_LANGUAGES, TimelineTexts, timeline_texts_for


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _said(texts: TimelineTexts) -> dict[str, str]:
    """Every text of a language that is a string, those in mappings included."""
    said: dict[str, str] = {}
    for field in fields(TimelineTexts):
        value = getattr(texts, field.name)
        if isinstance(value, str):
            said[field.name] = value
        elif not callable(value):
            said |= {f"{field.name}.{key}": inner for key, inner in value.items()}
    return said


def test_the_same_languages() -> None:
    """As for everything else that the bot says."""
    assert set(TIMELINE_LANGUAGES) == set(LANGUAGES)


@pytest.mark.parametrize("language", TIMELINE_LANGUAGES)
def test_every_text_is_there(language: str) -> None:
    """None is empty, each has the same blanks as in English, and none was left in English."""
    english, ours = _said(TIMELINE_LANGUAGES["en"]), _said(TIMELINE_LANGUAGES[language])
    assert ours.keys() == english.keys()
    assert all(text.strip() for text in ours.values())
    assert {name: _blanks(text) for name, text in ours.items()} == {
        name: _blanks(text) for name, text in english.items()
    }
    if language != "en":
        same = {name for name in ours if ours[name] == english[name]}
        assert same <= {"outlet_undated"}


@pytest.mark.parametrize(
    ("language", "counted"),
    [
        ("en", {0: "0 articles", 1: "1 article", 2: "2 articles", 1200: "1,200 articles"}),
        ("ru", {0: "0 статей", 1: "1 статья", 2: "2 статьи", 5: "5 статей", 11: "11 статей", 12: "12 статей",
                14: "14 статей", 21: "21 статья", 24: "24 статьи", 111: "111 статей", 1201: "1\xa0201 статья"}),
        ("tg", {1: "1 мақола", 5: "5 мақола"}),
    ],
)  # fmt: skip
def test_counted(language: str, counted: dict[int, str]) -> None:
    """Nouns stand in the form that their number asks for."""
    assert {number: timeline_texts_for(language).articles(number) for number in counted} == counted


def test_unknown_languages_are_english() -> None:
    """As for everything else that the bot says."""
    assert timeline_texts_for("ru-RU") is TIMELINE_LANGUAGES["ru"]
    assert timeline_texts_for(None) is timeline_texts_for("xx") is TIMELINE_LANGUAGES["en"]
