"""The Bot API server of the tests takes answers to buttons and inline queries as Telegram does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.e2e.bot_api import BotApi
from tests.e2e.bot_api.people import ImpossibleError
from tests.e2e.caller import READER, TOKEN, Caller, keyboard


@pytest.fixture
async def bot() -> Caller:
    """A bot to which one person has written."""
    caller = Caller(BotApi(TOKEN))
    await caller.written()
    return caller


async def test_a_pressed_button_is_answered_once_and_in_time(bot: Caller) -> None:
    """What is answered later, twice, or to no query at all is refused; so is a text that is too long."""
    buttons = keyboard({"text": "More", "callback_data": "m"})
    sent = await bot("sendMessage", chat_id=7, text="x", reply_markup=buttons)
    pressed, update = await bot.people.press(READER, 7, sent["message_id"], "m")
    assert update["callback_query"]["message"]["text"] == "x"
    other = await bot.refusal("answerInlineQuery", inline_query_id=pressed.id, results=[])
    assert "query is too old" in other
    name = {"callback_query_id": pressed.id}
    assert "MESSAGE_TOO_LONG" in await bot.refusal("answerCallbackQuery", **name, text="x" * 201)
    assert await bot("answerCallbackQuery", **name, text="x" * 200, show_alert=True) is True
    assert pressed.answer == {"text": "x" * 200, "show_alert": True, "url": ""}
    assert "query is too old" in await bot.refusal("answerCallbackQuery", **name)
    late, _ = await bot.people.press(READER, 7, sent["message_id"], "m")
    bot.api.queries.lifetimes["callback"] = 0
    assert "query is too old" in await bot.refusal("answerCallbackQuery", callback_query_id=late.id)
    assert "query is too old" in await bot.refusal("answerCallbackQuery", callback_query_id="1")


async def test_nobody_presses_what_is_not_there(bot: Caller) -> None:
    """Neither another button, nor one that an edit took away, unless the screen lags behind."""
    buttons = keyboard({"text": "More", "callback_data": "m"})
    sent = await bot("sendMessage", chat_id=7, text="x", reply_markup=buttons)
    with pytest.raises(ImpossibleError):
        await bot.people.press(READER, 7, sent["message_id"], "other")
    await bot("editMessageText", chat_id=7, message_id=sent["message_id"], text="y")
    with pytest.raises(ImpossibleError):
        await bot.people.press(READER, 7, sent["message_id"], "m")
    assert await bot.people.press(READER, 7, sent["message_id"], "m", stale=True)


def _article(number: str = "1", **extra: Any) -> dict[str, Any]:
    content = {"message_text": "<b>x</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": number, "title": "t", "input_message_content": content} | extra


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"results": [_article(str(n)) for n in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [_article(), _article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [_article("")]}, "RESULT_ID_INVALID"),
        ({"results": [_article("ж" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [_article(title="")]}, '"title" must be'),
        ({"results": [_article(type="gif")]}, "unsupported inline query result type"),
        ({"results": [_article(input_message_content={})]}, "message text is empty"),
        ({"results": [_article(input_message_content={"message_text": "<b>", "parse_mode": "HTML"})]}, "can't parse"),
        ({"results": [_article(input_message_content={"message_text": "x" * 4097})]}, "message is too long"),
        ({"results": [_article(reply_markup=keyboard({"text": "a", "callback_data": "x" * 65}))]}, "BUTTON_DATA"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "Help", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        ({"results": "x"}, "expected an Array"),
    ],
)  # fmt: skip
async def test_inline_results_are_judged(bot: Caller, given: dict[str, Any], words: str) -> None:
    """Their number, their ids, and every text that would be sent."""
    given = {**given, "results": json.dumps(given["results"])}
    asked, _ = await bot.people.ask_inline(READER, "tunnel")
    assert words in await bot.refusal("answerInlineQuery", inline_query_id=asked.id, **given)
    assert bot.api.refused[0]["kind"] == "content"
    assert asked.answered_after is None


async def test_inline_results_are_shown(bot: Caller) -> None:
    """Once, while the query is young."""
    asked, update = await bot.people.ask_inline(READER, "tunnel", offset="10")
    assert (update["inline_query"]["query"], update["inline_query"]["offset"]) == ("tunnel", "10")
    name = {"inline_query_id": asked.id}
    results = [_article(str(n)) for n in range(50)]
    assert await bot("answerInlineQuery", **name, results=results, next_offset="50") is True
    assert asked.answer["results"][0]["text"] == "x"
    assert asked.answer["next_offset"] == "50"
    assert "query is too old" in await bot.refusal("answerInlineQuery", **name, results=[])
    bot.api.abilities["supports_inline_queries"] = False
    with pytest.raises(ImpossibleError):
        await bot.people.ask_inline(READER, "tunnel")
