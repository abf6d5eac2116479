"""What people do in Telegram, turned into updates."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from tests.e2e.bot_api.identity import BOT
from tests.e2e.bot_api.membership import membership
from tests.e2e.bot_api.messages import as_replied_to, as_telegram
from tests.e2e.judge import found_entities

if TYPE_CHECKING:
    from tests.e2e.bot_api.api import BotApi
    from tests.e2e.bot_api.queries import Query

Update = dict[str, Any]


class ImpossibleError(Exception):
    """Nobody can do that: press a button that is not there, answer a message that is gone."""


class People:
    """Everybody in Telegram but the bot.

    Args:
        api: Where they meet it.
    """

    def __init__(self, api: BotApi) -> None:
        self._api = api

    async def write(self, message: dict[str, Any], kind: str = "message") -> Update:
        """Send a message; `reply_to` in it names the message that it replies to."""
        message = dict(message)
        if len(message.get("text", "").encode("utf-16-le")) // 2 > 4096:
            raise ImpossibleError("an app cuts a text of more than 4,096 characters into several messages")
        if answered := message.pop("reply_to", None):
            message["reply_to_message"] = as_replied_to(self._message(message["chat"]["id"], answered))
        return await self._api.add_update(message, kind)

    async def edit(self, chat_id: int, message_id: int, changes: dict[str, Any]) -> Update:
        """Change a message of one's own."""
        message = self._message(chat_id, message_id)
        if message.get("from") == BOT:
            raise ImpossibleError("nobody can edit a message of the bot")
        if "text" in changes:
            changes = {**changes, "entities": found_entities(changes["text"]) or None}
        self._api.messages.edit(message, changes)
        kind = "edited_channel_post" if message["chat"]["type"] == "channel" else "edited_message"
        return await self._api.add_update(as_telegram(message), kind)

    async def delete(self, chat_id: int, message_id: int) -> None:
        """Take a message out of a chat; bots are not told."""
        self._api.messages.delete(self._message(chat_id, message_id))
        await self._api.announce()

    async def press(
        self, person: dict[str, Any], chat_id: int, message_id: int, data: str, *, stale: bool = False
    ) -> tuple[Query, Update]:
        """Press a button; `stale` presses one that the message had before an edit, on a screen that lags behind."""
        message = self._message(chat_id, message_id)
        versions = message["history"] if stale else message["history"][-1:]
        if data not in {button.get("callback_data") for version in versions for button in buttons(version)}:
            raise ImpossibleError(f"no button of message {message_id} has the data {data!r}")
        query = self._api.queries.ask("callback")
        pressed = {
            "id": query.id,
            "from": person,
            "chat_instance": str(chat_id),
            "message": as_telegram(message),
            "data": data,
        }
        return query, await self._api.add_update(pressed, "callback_query")

    async def ask_inline(
        self, person: dict[str, Any], text: str, offset: str = "", chat_type: str = "group"
    ) -> tuple[Query, Update]:
        """Write the bot's name and a question into any chat."""
        if not self._api.abilities["supports_inline_queries"]:
            raise ImpossibleError("@BotFather has not switched inline mode on")
        query = self._api.queries.ask("inline")
        asked = {"id": query.id, "from": person, "query": text, "offset": offset, "chat_type": chat_type}
        return query, await self._api.add_update(asked, "inline_query")

    async def react(
        self, person: dict[str, Any], chat_id: int, message_id: int, new: str, old: str = ""
    ) -> Update:
        """React to a message, or take a reaction back; in groups only a bot that is an administrator hears of it."""
        chat = self._message(chat_id, message_id)["chat"]
        reacted = {
            "chat": chat,
            "message_id": message_id,
            "user": person,
            "date": int(time.time()),
            "old_reaction": _reactions(old),
            "new_reaction": _reactions(new),
        }
        if chat["type"] != "private" and self._api.chats.status.get(chat_id) != "administrator":
            self._api.updates.ignored["message_reaction"] += 1
            return {"message_reaction": reacted}
        return await self._api.add_update(reacted, "message_reaction")

    async def set_status(self, person: dict[str, Any], chat: dict[str, Any], status: str) -> Update:
        """Add the bot to a group, remove it, make it an administrator, or block it in private."""
        before = self._api.chats.status_of(chat["id"])
        self._api.chats.know(chat)
        self._api.chats.status[chat["id"]] = status
        blocked = self._api.chats.blocked
        if chat["type"] == "private":
            (blocked.add if status == "kicked" else blocked.discard)(chat["id"])
        changed = {
            "chat": chat,
            "from": person,
            "date": int(time.time()),
            "old_chat_member": membership(before),
            "new_chat_member": membership(status),
        }
        update = await self._api.add_update(changed, "my_chat_member")
        if before in {"left", "kicked"} and status in {"member", "administrator"} and "group" in chat["type"]:
            # Telegram says so twice; a bot must not greet twice.
            await self._api.add_update({"from": person, "chat": chat, "new_chat_members": [BOT]})
        return update

    def _message(self, chat_id: int, message_id: int) -> dict[str, Any]:
        message = self._api.messages.find(chat_id, message_id)
        if message is None:
            raise ImpossibleError(f"there is no message {message_id} in chat {chat_id}")
        return message


def buttons(version: dict[str, Any]) -> list[dict[str, Any]]:
    """The buttons under a message, row by row."""
    rows = (version.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def _reactions(emoji: str) -> list[dict[str, str]]:
    return [{"type": "emoji", "emoji": emoji}] if emoji else []
