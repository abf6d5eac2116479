"""What the bot learns of chats and does in them, beside writing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from telegram.constants import ReactionEmoji

from tests.e2e.bot_api.errors import bad_request
from tests.e2e.bot_api.identity import BOT
from tests.e2e.bot_api.membership import membership

if TYPE_CHECKING:
    from tests.e2e.bot_api.api import BotApi
    from tests.e2e.bot_api.parameters import Parameters

_REACTIONS = frozenset(emoji.value for emoji in ReactionEmoji)


async def get_chat(api: BotApi, data: Parameters) -> object:
    """A ChatFullInfo with the fields that are never left out."""
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
        False,
    )
    chat = api.chats.find(data.integer("chat_id"))
    return {**chat, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


async def get_chat_member(api: BotApi, data: Parameters) -> object:
    return api.chats.member(data.integer("chat_id"), data.integer("user_id"))


async def leave_chat(api: BotApi, data: Parameters) -> object:
    chat = api.chats.enter(data.integer("chat_id"))
    if chat["type"] == "private":
        raise bad_request("chat member status can't be changed in private chats")
    before = api.chats.status.get(chat["id"], "member")
    api.chats.status[chat["id"]] = "left"
    changed = {
        "chat": chat,
        "from": BOT,
        "date": int(time.time()),
        "old_chat_member": membership(before),
        "new_chat_member": membership("left"),
    }
    await api.add_update(changed, "my_chat_member")
    return True


async def delete_message(api: BotApi, data: Parameters) -> object:
    chat = api.chats.enter(data.integer("chat_id"))
    message = api.messages.find(chat["id"], data.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    own = message.get("from") == BOT or chat["type"] == "private"
    if not own and api.chats.status.get(chat["id"]) != "administrator":
        raise bad_request("message can't be deleted")
    api.messages.delete(message)
    await api.announce()
    return True


async def set_message_reaction(api: BotApi, data: Parameters) -> object:
    """React to a message; a bot has one reaction, of those that everybody has."""
    chat = api.chats.enter(data.integer("chat_id"))
    message = api.messages.find(chat["id"], data.integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    reactions = data.json("reaction", [])
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(each.get("type") != "emoji" or each.get("emoji") not in _REACTIONS for each in reactions):
        raise bad_request("REACTION_INVALID")
    message["reactions"] = [each["emoji"] for each in reactions]
    await api.announce()
    return True
