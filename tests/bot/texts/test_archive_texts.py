"""What the bot says about the articles themselves, in each language."""

from __future__ import annotations

from dataclasses import fields
from string import Formatter

import pytest

from bot.texts import LANGUAGES
from bot.texts.archive_texts import ArchiveTexts


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _said(texts: ArchiveTexts) -> dict[str, str]:
    """Every text of a language that is a string, those in mappings included."""
    said: dict[str, str] = {}
    for field in fields(ArchiveTexts):
        value = getattr(texts, field.name)
        if isinstance(value, str):
            said[field.name] = value
        elif not callable(value):
            said |= {f"{field.name}.{key}": inner for key, inner in value.items()}
    return said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there(language: str) -> None:
    """None is empty, each has the same blanks as in English, and none was left in English."""
    english, ours = _said(LANGUAGES["en"].archive), _said(LANGUAGES[language].archive)
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
    assert {number: LANGUAGES[language].archive.articles(number) for number in counted} == counted
