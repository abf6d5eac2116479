"""How one call is worked off."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tests.e2e.bot_api.errors import ApiError, bad_request
from tests.e2e.bot_api.faults import strike, strike_after
from tests.e2e.bot_api.methods import METHODS
from tests.e2e.bot_api.parameters import Parameters
from tests.e2e.judge import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.e2e.bot_api.api import BotApi

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_NAMES = {name.lower(): name for name in METHODS}


async def answered(api: BotApi, token: str, method: str, given: Mapping[str, Any]) -> tuple[int, bytes]:
    """Do what a call asks for.

    Args:
        api: The state.
        token: What the address of the call says.
        method: The same; upper and lower case are one.
        given: Its parameters; files are bytes.

    Returns:
        The HTTP status and the body of the answer.

    Raises:
        ConnectionError: There is no answer, and the connection ends.
    """
    name, data = _known_name(method), Parameters(given)
    api.calls[name] += 1
    with api.journal.noting(name, data) as entry:
        try:
            entry["status"], body = await _worked_off(api, token, name, data)
        finally:
            api.outcomes[name][entry["status"]] += 1
    return entry["status"], body


async def _worked_off(api: BotApi, token: str, name: str, data: Parameters) -> tuple[int, bytes]:
    chat = data.text("chat_id") or None
    try:
        _let_in(api, token, name)
        fault = api.faults.take(name, chat) or api.random_faults.fault(name, chat) or {}
        if "migrate_to_chat_id" in fault and chat:
            api.chats.migrate(int(chat), fault["migrate_to_chat_id"])
        struck = api.faults.note(fault, name, chat)
        await strike(fault)
        result = await _result(api, name, data)
        if isinstance(result, dict):
            struck["message_id"] = result.get("message_id")
        strike_after(fault)
        return 200, json.dumps({"ok": True, "result": result}).encode()
    except ApiError as error:
        return error.code, error.body


async def _result(api: BotApi, name: str, data: Parameters) -> object:
    try:
        if "chat_id" in data:
            api.flood.count(name, data.integer("chat_id"))
        return await METHODS[name](api, data)
    except RefusedError as refusal:
        api.refuse(name, data, "content", str(refusal))
        raise bad_request(str(refusal)) from None
    except ApiError as error:
        if error.code == 400:
            api.refuse(name, data, "state", error.description.removeprefix("Bad Request: "))
        raise


def _known_name(method: str) -> str:
    return _NAMES.get(method.lower(), method)


def _let_in(api: BotApi, token: str, name: str) -> None:
    if not _TOKEN.fullmatch(token):
        raise ApiError(404)
    if token != api.token:
        raise ApiError(401)
    if name not in METHODS:
        raise ApiError(404)
