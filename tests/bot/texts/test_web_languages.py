"""What the pages of the web server say, in each language."""

from __future__ import annotations

from dataclasses import fields
from string import Formatter

import pytest

from bot.texts import LANGUAGES
from bot.texts.web_languages import WEB_LANGUAGES
from bot.texts.web_texts import WebTexts


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_languages_are_those_of_the_bot() -> None:
    """English first, which stands in for others."""
    assert set(WEB_LANGUAGES) == set(LANGUAGES)
    assert next(iter(WEB_LANGUAGES)) == "en"


@pytest.mark.parametrize("code", WEB_LANGUAGES)
def test_every_text_is_there(code: str) -> None:
    """None is empty, each has the same blanks as in English, and none was left in English."""
    english, ours = WEB_LANGUAGES["en"], WEB_LANGUAGES[code]
    for field in fields(WebTexts):
        text, same = getattr(ours, field.name), getattr(english, field.name)
        assert text.strip()
        assert _blanks(text) == _blanks(same)
        assert code == "en" or text != same
