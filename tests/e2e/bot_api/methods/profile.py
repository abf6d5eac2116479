"""What the bot is and says of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.e2e.bot_api.identity import BOT
from tests.e2e.judge import RefusedError

if TYPE_CHECKING:
    from tests.e2e.bot_api.api import BotApi
    from tests.e2e.bot_api.parameters import Parameters

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


async def get_me(api: BotApi, _: Parameters) -> object:
    return {**BOT, **api.abilities}


async def set_my_commands(api: BotApi, data: Parameters) -> object:
    commands = data.json("commands", [])
    if len(commands) > 100:
        raise RefusedError("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"]):
            raise RefusedError("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise RefusedError("BOT_COMMAND_DESCRIPTION_INVALID")
    api.menus[_scope(data)][_language(data)] = commands
    return True


async def get_my_commands(api: BotApi, data: Parameters) -> object:
    return api.menus[_scope(data)].get(_language(data), [])


async def delete_my_commands(api: BotApi, data: Parameters) -> object:
    api.menus[_scope(data)].pop(_language(data), None)
    return True


async def set_my_description(api: BotApi, data: Parameters) -> object:
    return _described(api, data, "description", 512)


async def set_my_short_description(api: BotApi, data: Parameters) -> object:
    return _described(api, data, "short_description", 120)


async def get_my_description(api: BotApi, data: Parameters) -> object:
    return {"description": api.descriptions["description"].get(_language(data), "")}


async def get_my_short_description(api: BotApi, data: Parameters) -> object:
    return {"short_description": api.descriptions["short_description"].get(_language(data), "")}


def _described(api: BotApi, data: Parameters, name: str, limit: int) -> bool:
    if len(data.text(name)) > limit:
        raise RefusedError(f"{name} is too long")
    api.descriptions[name][_language(data)] = data.text(name)
    return True


def _language(data: Parameters) -> str:
    language = data.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise RefusedError("invalid language code specified")
    return language


def _scope(data: Parameters) -> str:
    scope: dict[str, Any] = data.json("scope", {"type": "default"})
    kind = scope.get("type")
    if kind not in _SCOPES or any(name not in scope for name in _SCOPES[kind]):
        raise RefusedError("can't parse BotCommandScope: unsupported type specified")
    return " ".join([kind, *(str(scope[name]) for name in _SCOPES[kind])])
