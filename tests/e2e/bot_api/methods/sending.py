"""What the bot sends."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING, Any

from tests.e2e.bot_api.errors import bad_request
from tests.e2e.bot_api.keyboard import keyboard_of
from tests.e2e.bot_api.messages import Message, as_replied_to, as_telegram
from tests.e2e.bot_api.photo import judged_photo
from tests.e2e.judge import RefusedError, judged, judged_caption, judged_draft

if TYPE_CHECKING:
    from tests.e2e.bot_api.api import BotApi
    from tests.e2e.bot_api.parameters import Parameters

ACTIONS = frozenset(
    """typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker
    find_location record_video_note upload_video_note""".split()
)


async def send_message(api: BotApi, data: Parameters) -> object:
    message = _envelope(api, data)
    parsed = judged(data.text("text"), data.text("parse_mode") or None, data.json("entities", None))
    message |= {"text": parsed.text, "entities": parsed.entities}
    message["link_preview_options"] = data.json("link_preview_options", {})
    return await _sent(api, message)


async def send_photo(api: BotApi, data: Parameters) -> object:
    message = _envelope(api, data)
    message |= _caption(data)
    content = _uploaded(api, data, "photo")
    width, height = judged_photo(content)
    message["photo"] = [{"width": width, "height": height, **_kept_file(api, content)}]
    return await _sent(api, message)


async def send_document(api: BotApi, data: Parameters) -> object:
    message = _envelope(api, data)
    message |= _caption(data)
    message["document"] = _kept_file(api, _uploaded(api, data, "document"))
    return await _sent(api, message)


async def send_chat_action(api: BotApi, data: Parameters) -> object:
    chat = api.chats.enter(data.integer("chat_id"), data.integer("message_thread_id", 0))
    if data.text("action") not in ACTIONS:
        raise RefusedError("wrong parameter action in request")
    action = {"chat_id": chat["id"], "action": data.text("action"), "at": time.time()}
    api.actions.append(action | _thread(data))
    await api.announce()
    return True


async def send_message_draft(api: BotApi, data: Parameters) -> object:
    """Keep what a draft shows; an empty text shows "Thinking…"."""
    chat = api.chats.enter(data.integer("chat_id"), data.integer("message_thread_id", 0))
    if chat["type"] != "private":
        raise bad_request("TEXTDRAFT_PEER_INVALID")
    number = data.integer("draft_id", 0)
    if not number:
        raise RefusedError("draft identifier must be non-zero")
    parsed = judged_draft(data.text("text"), data.text("parse_mode") or None, data.json("entities", None))
    draft = {"chat_id": chat["id"], "draft_id": number, "text": parsed.text, "entities": parsed.entities}
    api.drafts.append(draft | {"at": time.time()} | _thread(data))
    await api.announce()
    return True


def _envelope(api: BotApi, data: Parameters) -> Message:
    """All of a message but its content."""
    chat = api.chats.enter(data.integer("chat_id"), data.integer("message_thread_id", 0))
    message: Message = {"chat": chat} | _thread(data)
    if message.get("message_thread_id"):
        message["is_topic_message"] = True
    message |= _reply(api, chat["id"], data.json("reply_parameters", {}))
    if keyboard := keyboard_of(data):
        message["reply_markup"] = keyboard
    return message | {name: True for name in ("disable_notification", "protect_content") if data.flag(name)}


def _thread(data: Parameters) -> dict[str, int]:
    return {"message_thread_id": data.integer("message_thread_id")} if "message_thread_id" in data else {}


def _reply(api: BotApi, chat_id: int, reply: dict[str, Any]) -> Message:
    if not reply:
        return {}
    lenient = bool(reply.get("allow_sending_without_reply"))
    asked: Message = {"reply_to_message_id": reply.get("message_id"), "allow_sending_without_reply": lenient}
    answered = api.messages.find(int(reply.get("chat_id", chat_id)), int(reply.get("message_id", 0)))
    if answered is None:
        if lenient:
            return asked
        raise bad_request("message to be replied not found")
    if quote := reply.get("quote"):
        words = str(answered.get("text") or answered.get("caption") or "")
        if len(quote) > 1024 or quote not in words:
            raise bad_request("QUOTE_TEXT_INVALID")
        asked["quote"] = {"text": quote, "position": reply.get("quote_position", 0), "is_manual": True}
    return asked | {"reply_to_message": as_replied_to(answered)}


def _caption(data: Parameters) -> Message:
    caption = judged_caption(
        data.text("caption"), data.text("parse_mode") or None, data.json("caption_entities", None)
    )
    return {"caption": caption.text, "caption_entities": caption.entities} if caption.text else {}


def _uploaded(api: BotApi, data: Parameters, name: str) -> bytes:
    """What came with the call, or was sent before."""
    content = data.file(name)
    if content is None:
        content = api.files.get(data.text(name))
    if content is None:
        # Addresses are not fetched here: nothing may leave the machine.
        wrong, missing = "wrong file identifier/HTTP URL specified", f"there is no {name} in the request"
        raise RefusedError(wrong if name in data else missing)
    if not content:
        raise RefusedError("file must be non-empty")
    return content


def _kept_file(api: BotApi, content: bytes) -> dict[str, Any]:
    number = hashlib.sha256(content).hexdigest()[:20]
    api.files[number] = content
    return {"file_id": number, "file_unique_id": number, "file_size": len(content)}


async def _sent(api: BotApi, message: Message) -> Message:
    kept = api.messages.send(message)
    await api.announce()
    return as_telegram(kept)
