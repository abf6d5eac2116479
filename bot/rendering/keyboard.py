"""The buttons under messages.  What a button does is in its data: a verb and a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.state.watches import Watch
    from bot.texts import Texts

_LONGEST_LABEL = 48  # characters; phones show no more


def of_answer(texts: Texts, exchange: int, *, refused: bool) -> InlineKeyboardMarkup:
    """More, the passage and thumbs under an answer; under a refusal, the offer to tell when it is reported."""
    thumbs = [_button("👍", "up", exchange), _button("👎", "down", exchange)]
    if refused:
        return InlineKeyboardMarkup([[_button(texts.buttons["watch"], "watch", exchange)], thumbs])
    more = [
        _button(texts.buttons["more"], "more", exchange),
        _button(texts.buttons["passage"], "passage", exchange),
    ]
    return InlineKeyboardMarkup([more, thumbs])


def stop(texts: Texts, job: int) -> InlineKeyboardMarkup:
    """Lets a person give a question up."""
    return InlineKeyboardMarkup([[_button(texts.buttons["stop"], "stop", job)]])


def retry(texts: Texts, job: int) -> InlineKeyboardMarkup:
    """Lets a person ask again what was not answered."""
    return InlineKeyboardMarkup([[_button(texts.buttons["retry"], "retry", job)]])


def answer_now(texts: Texts, job: int) -> InlineKeyboardMarkup:
    """Lets a person have a question answered that has waited too long."""
    return InlineKeyboardMarkup([[_button(texts.buttons["now"], "retry", job)]])


def of_watches(texts: Texts, watches: Iterable[Watch]) -> InlineKeyboardMarkup:
    """One button for each standing question, to stop it."""
    return InlineKeyboardMarkup([unwatch(texts, watch) for watch in watches])


def unwatch(texts: Texts, watch: Watch) -> list[InlineKeyboardButton]:
    """A row with one button, which stops a standing question."""
    return [_button(texts.buttons["unwatch"].format(text=watch.text), "unwatch", watch.id)]


def forget(texts: Texts, person: int) -> InlineKeyboardMarkup:
    """Asks a person once more."""
    return InlineKeyboardMarkup(
        [[_button(texts.buttons["forget"], "forget", person), _button(texts.buttons["keep"], "keep", person)]]
    )


def default_zone(texts: Texts, person: int) -> InlineKeyboardMarkup:
    """Lets a person give up the time zone that they have chosen."""
    return InlineKeyboardMarkup([[_button(texts.buttons["zone"], "zone", person)]])


def of_digest(texts: Texts, digest: int) -> InlineKeyboardMarkup:
    """Under a digest: that it was seen, and to have no more."""
    return InlineKeyboardMarkup(
        [
            [
                _button(texts.buttons["digest_seen"], "digest_seen", digest),
                _button(texts.buttons["digest_off"], "digest_off", digest),
            ]
        ]
    )


def of_question(texts: Texts, digest: int) -> InlineKeyboardMarkup:
    """Whether digests are to go on."""
    return InlineKeyboardMarkup(
        [
            [
                _button(texts.buttons["digest_on"], "digest_on", digest),
                _button(texts.buttons["digest_off"], "digest_off", digest),
            ]
        ]
    )


def _button(label: str, verb: str, number: int) -> InlineKeyboardButton:
    shown = label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"
    return InlineKeyboardButton(shown, callback_data=f"{verb}:{number}")


def parsed(data: str | None) -> tuple[str, int] | None:
    """The verb and the number of a button's data; `None` for what no button of ours holds."""
    verb, _, number = (data or "").partition(":")
    if not verb or not number.isascii() or not number.isdecimal() or len(number) > 18:
        return None
    return verb, int(number)
