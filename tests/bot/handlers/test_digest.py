"""/digest, and the buttons under digests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from bot.outgoing.message import OutgoingMessage
from bot.place import Place
from bot.rendering import keyboard
from bot.rendering.answer import message
from bot.texts import LANGUAGES
from tests.bot.fake_telegram import FakeTelegram, ScriptedChain
from tests.bot.updates.updates import GROUP

if TYPE_CHECKING:
    from telegram import InlineKeyboardMarkup

    from bot.state.digests import Digest

ENGLISH = LANGUAGES["en"]
PLACE = Place(chat=77)


def _telegram() -> FakeTelegram:
    return FakeTelegram(ScriptedChain(), PRESSCITE_TIMEZONE="UTC")


def _ordered(telegram: FakeTelegram, place: Place = PLACE) -> Digest:
    found = telegram.runtime.state.digests.at(place)
    assert found is not None
    return found


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_is_ordered_changed_and_ended(language: str) -> None:
    """In the reader's language: at eight where no hour is named, then as it is, at another hour, and no more."""
    texts = LANGUAGES[language]
    off, status = sorted(texts.digest.off_words)[0], sorted(texts.digest.status_words)[0]
    async with _telegram() as telegram:
        said = [
            (await telegram.receive(text=f"/digest {words}".strip(), language=language))[0]["text"]
            for words in (status, "", "", "20:30", status.upper(), "at dawn", off, "off", "status")
        ]
    shown = {"zone": "UTC"}
    assert said[:2] == [texts.digest.none, texts.digest.on.format(time="8:00", **shown)]
    assert said[2].startswith(texts.digest.status.partition("{day}")[0].format(time="8:00", **shown))
    assert said[3] == texts.digest.on.format(time="20:30", **shown)
    assert said[4].startswith(texts.digest.status.partition("{day}")[0].format(time="20:30", **shown))
    assert said[5:] == [
        texts.digest.usage.format(text="at dawn"),
        texts.digest.off,
        texts.digest.none,
        texts.digest.none,
    ]


async def test_the_hour_is_the_readers() -> None:
    """Of the zone that they have chosen, also where they choose one later; a topic has a digest of its own."""
    forum = GROUP | {"id": -300, "is_forum": True}
    async with _telegram() as telegram:
        await telegram.receive(text="/digest 8")
        await telegram.receive(text="/digest 8", chat=forum, message_thread_id=9, is_topic_message=True)
        for zone in ("Asia/Dushanbe", "America/New_York"):
            await telegram.receive(text=f"/timezone {zone}")
            for place in (PLACE, Place(chat=-300, topic=9)):
                due = datetime.fromtimestamp(_ordered(telegram, place).due, ZoneInfo(zone))
                assert (due.hour, due.minute) == (8, 0)
                assert timedelta(0) < due - datetime.now(UTC) <= timedelta(days=1)


async def test_a_new_hour_brings_no_second_digest_that_day() -> None:
    """What was sent today was today's; one that is on its way keeps its place."""
    async with _telegram() as telegram:
        await telegram.receive(text="/digest 8")
        digests, today = telegram.runtime.state.digests, datetime.now(UTC).date()
        digests.finish(_ordered(telegram), 0.0, today, sent=True)
        await telegram.receive(text="/digest 23:59")
        assert datetime.fromtimestamp(_ordered(telegram).due, UTC).date() == today + timedelta(days=1)
        digests.reschedule(_ordered(telegram).id, 5.0)
        digests.begin(_ordered(telegram).id, {"letters": []}, [], [])
        await telegram.receive(text="/digest 9")
        assert (_ordered(telegram).due, _ordered(telegram).minutes) == (5.0, 540)


async def _shown(telegram: FakeTelegram, buttons: InlineKeyboardMarkup) -> dict[str, Any]:
    """A message with buttons, in the chat of the tests."""
    await telegram.runtime.sender.send(PLACE, OutgoingMessage.of(message("Shall I go on?"), buttons))
    return telegram.api.sent[-1]


async def test_a_press_or_a_question_shows_that_it_is_read() -> None:
    """Any button in the chat, a reaction, and anything that is asked."""
    async with _telegram() as telegram:
        await telegram.receive(text="/digest 8")
        digests = telegram.runtime.state.digests
        shown = await _shown(telegram, keyboard.of_digest(ENGLISH, _ordered(telegram).id))

        def unread() -> int:
            digests.finish(_ordered(telegram), 4e9, date(2026, 11, 28), sent=True)
            return _ordered(telegram).unread

        assert unread() == 1
        (answer,) = await telegram.receive(text="Which tunnel?")
        assert (_ordered(telegram).unread, unread()) == (0, 1)
        await telegram.press(answer, "👍")
        assert (_ordered(telegram).unread, unread()) == (0, 1)
        await telegram.react(answer, "🔥")
        assert (_ordered(telegram).unread, unread()) == (0, 1)
        query = await telegram.press(shown, "👍")
        assert query.answer is not None
        assert query.answer["text"] == ENGLISH.thanks
        assert _ordered(telegram).unread == 0


async def test_it_goes_on_or_ends_as_the_buttons_say() -> None:
    """Each says what follows, and the buttons are gone; of a digest that has ended they say so."""
    async with _telegram() as telegram:
        await telegram.receive(text="/digest 8")
        digests = telegram.runtime.state.digests
        digests.set_asked(_ordered(telegram).id, asked=True)
        (status,) = await telegram.receive(text="/digest")
        assert status["text"] == ENGLISH.digest.asked
        ask = keyboard.of_question(ENGLISH, _ordered(telegram).id)
        question, again, third = [await _shown(telegram, ask) for _ in range(3)]
        await telegram.press(question, ENGLISH.buttons["digest_on"])
        assert telegram.api.sent[-1]["text"] == ENGLISH.digest.on.format(time="8:00", zone="UTC")
        assert (_ordered(telegram).asked, _ordered(telegram).unread) == (False, 0)
        assert "reply_markup" not in question
        await telegram.press(again, ENGLISH.buttons["digest_off"])
        assert telegram.api.sent[-1]["text"] == ENGLISH.digest.off
        assert digests.at(PLACE) is None
        await telegram.press(third, ENGLISH.buttons["digest_on"])
        assert telegram.api.sent[-1]["text"] == ENGLISH.digest.gone


async def test_another_chats_digest_cannot_be_ended() -> None:
    """A forged press, and /forget, which ends one's own."""
    async with _telegram() as telegram:
        await telegram.receive(text="/digest 8", chat=GROUP)
        ordered = _ordered(telegram, Place(chat=-100))
        forged = await _shown(telegram, keyboard.of_digest(ENGLISH, ordered.id))
        await telegram.press(forged, ENGLISH.buttons["digest_off"])
        assert telegram.api.sent[-1]["text"] == ENGLISH.digest.gone
        assert telegram.runtime.state.digests.at(Place(chat=-100)) == ordered
        telegram.runtime.state.forget(77)
        assert telegram.runtime.state.digests.at(Place(chat=-100)) is None


async def test_where_the_bot_is_thrown_out() -> None:
    """There is no digest any more."""
    async with _telegram() as telegram:
        await telegram.set_status(GROUP, "member")
        await telegram.receive(text="/digest 8", chat=GROUP)
        await telegram.set_status(GROUP, "kicked")
        assert telegram.runtime.state.digests.at(Place(chat=-100)) is None
