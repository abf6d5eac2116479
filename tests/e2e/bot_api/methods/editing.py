"""What the bot changes afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.bot_api.errors import bad_request
from tests.e2e.bot_api.identity import BOT
from tests.e2e.bot_api.keyboard import keyboard_of
from tests.e2e.bot_api.messages import Message, as_telegram
from tests.e2e.judge import judged, judged_caption

if TYPE_CHECKING:
    from tests.e2e.bot_api.api import BotApi
    from tests.e2e.bot_api.parameters import Parameters

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


async def edit_message_text(api: BotApi, data: Parameters) -> object:
    message = _own(api, data)
    parsed = judged(data.text("text"), data.text("parse_mode") or None, data.json("entities", None))
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    preview = data.json("link_preview_options", {})
    return await _edited(
        api, data, message, text=parsed.text, entities=parsed.entities, link_preview_options=preview
    )


async def edit_message_caption(api: BotApi, data: Parameters) -> object:
    message = _own(api, data)
    parsed = judged_caption(
        data.text("caption"), data.text("parse_mode") or None, data.json("caption_entities", None)
    )
    if not {"photo", "document"} & message.keys():
        raise bad_request("there is no caption in the message to edit")
    return await _edited(
        api, data, message, caption=parsed.text or None, caption_entities=parsed.entities or None
    )


async def edit_message_reply_markup(api: BotApi, data: Parameters) -> object:
    return await _edited(api, data, _own(api, data))


def _own(api: BotApi, data: Parameters) -> Message:
    if "inline_message_id" in data:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = api.chats.enter(data.integer("chat_id"))
    message = api.messages.find(chat["id"], data.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.get("from") != BOT:
        raise bad_request("message can't be edited")
    return message


async def _edited(api: BotApi, data: Parameters, message: Message, **changes: object) -> Message:
    # An edit without a keyboard takes the keyboard away.
    keyboard = keyboard_of(data, inline_only=True)
    if not api.messages.edit(message, {**changes, "reply_markup": keyboard}):
        raise bad_request(_NOT_MODIFIED)
    await api.announce()
    return as_telegram(message)
