"""Buttons and what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.rendering import keyboard
from bot.state.watches import Watch
from bot.texts import LANGUAGES

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup

ENGLISH = LANGUAGES["en"]
WATCH = Watch(id=4, person=77, chat=77, topic=0, text="Rogun {dam}", language="en", created=0.0)


def _data(markup: InlineKeyboardMarkup) -> list[list[object]]:
    return [[button.callback_data for button in row] for row in markup.inline_keyboard]


def test_buttons_say_what_they_do() -> None:
    """A verb and a number, each of which `parsed` reads again."""
    assert _data(keyboard.of_answer(ENGLISH, 5, refused=False)) == [
        ["more:5", "passage:5"],
        ["up:5", "down:5"],
    ]
    assert _data(keyboard.of_answer(ENGLISH, 5, refused=True)) == [["watch:5"], ["up:5", "down:5"]]
    assert _data(keyboard.stop(ENGLISH, 6)) == [["stop:6"]]
    assert _data(keyboard.retry(ENGLISH, 6)) == _data(keyboard.answer_now(ENGLISH, 6)) == [["retry:6"]]
    assert _data(keyboard.forget(ENGLISH, 77)) == [["forget:77", "keep:77"]]
    assert _data(keyboard.of_watches(ENGLISH, [WATCH])) == [["unwatch:4"]]
    assert keyboard.parsed("unwatch:4") == ("unwatch", 4)


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_takes_the_data(language: str) -> None:
    """At most 64 bytes, whatever the number; a label that is too long for a phone ends with an ellipsis."""
    long = Watch(id=10**17, person=77, chat=77, topic=0, text="дамба " * 40, language=language, created=0.0)
    ((button,),) = keyboard.of_watches(LANGUAGES[language], [long]).inline_keyboard
    assert len(str(button.callback_data).encode()) <= 64
    assert len(button.text) == 48
    assert button.text.endswith("…")


@pytest.mark.parametrize("data", [None, "", "up", ":5", "up:", "up:-5", "up:٥", "up:5:6", "up:" + "9" * 19])
def test_what_is_no_button_of_ours(data: str | None) -> None:
    """Data may be forged, or be of a bot that had the token before."""
    assert keyboard.parsed(data) is None
