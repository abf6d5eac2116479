"""Answers to pressed buttons and to inline queries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.e2e.bot_api.keyboard import judged_keyboard
from tests.e2e.judge import RefusedError, judged

if TYPE_CHECKING:
    from tests.e2e.bot_api.api import BotApi
    from tests.e2e.bot_api.parameters import Parameters

RESULT_LIMIT = 50
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


async def answer_callback_query(api: BotApi, data: Parameters) -> object:
    api.queries.open("callback", data.text("callback_query_id"))
    text = data.text("text")
    if len(text) > 200:
        raise RefusedError("MESSAGE_TOO_LONG")
    answer = {"text": text, "show_alert": data.flag("show_alert"), "url": data.text("url")}
    api.queries.answer("callback", data.text("callback_query_id"), answer)
    await api.announce()
    return True


async def answer_inline_query(api: BotApi, data: Parameters) -> object:
    api.queries.open("inline", data.text("inline_query_id"))
    results = data.json("results", None)
    if not isinstance(results, list):
        raise RefusedError("can't parse inline query results: expected an Array of InlineQueryResult")
    if len(results) > RESULT_LIMIT:
        raise RefusedError("RESULTS_TOO_MUCH")
    ids: set[str] = set()
    shown = [_judged_result(result, ids) for result in results]
    if len(data.text("next_offset").encode()) > 64:
        raise RefusedError("NEXT_OFFSET_INVALID")
    button = data.json("button", None)
    _judge_button(button)
    answer = {
        "results": shown,
        "next_offset": data.text("next_offset"),
        "button": button,
        "cache_time": data.integer("cache_time", 300),
        "is_personal": data.flag("is_personal"),
    }
    api.queries.answer("inline", data.text("inline_query_id"), answer)
    await api.announce()
    return True


def _judged_result(result: Any, ids: set[str]) -> dict[str, Any]:
    """A result as people see it: its text parsed, with the entities."""
    if not isinstance(result, dict) or result.get("type") != "article":
        raise RefusedError("can't parse inline query result: unsupported inline query result type")
    _judge_id(str(result.get("id", "")), ids)
    if not str(result.get("title", "")).strip():
        raise RefusedError('can\'t parse inline query result: field "title" must be non-empty')
    content = result.get("input_message_content")
    if not isinstance(content, dict) or "message_text" not in content:
        raise RefusedError("can't parse inline query result: message text is empty")
    parsed = judged(content["message_text"], content.get("parse_mode"), content.get("entities"))
    shown = {**result, "text": parsed.text, "entities": parsed.entities}
    if "reply_markup" in result:
        shown["reply_markup"] = judged_keyboard(result["reply_markup"])
    return shown


def _judge_id(result_id: str, ids: set[str]) -> None:
    if not 1 <= len(result_id.encode()) <= 64:
        raise RefusedError("RESULT_ID_INVALID")
    if result_id in ids:
        raise RefusedError("RESULT_ID_DUPLICATE")
    ids.add(result_id)


def _judge_button(button: Any) -> None:
    if button is None:
        return
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise RefusedError("can't parse inline query results button: text must be non-empty")
    if ("start_parameter" in button) == ("web_app" in button):
        raise RefusedError("can't parse inline query results button: exactly one action expected")
    if "start_parameter" in button and not _START_PARAMETER.fullmatch(str(button["start_parameter"])):
        raise RefusedError("START_PARAM_INVALID")
