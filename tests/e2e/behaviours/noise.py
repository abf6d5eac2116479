"""What people write in a group that is not meant for the bot: something of every kind that Telegram has."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from tests.e2e.bot_api import BOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.reply import Reply
    from tests.e2e.telegram_user import TelegramUser

QUESTION = "Which tunnel connects Dushanbe with the north of Tajikistan?"
CHANNEL = -3900

_FILE = {"file_id": "f", "file_unique_id": "f"}
_OTHER_BOT = {"id": 6100, "is_bot": True, "first_name": "Other", "username": "another_bot"}
_PERSON = {"id": 6101, "is_bot": False, "first_name": "Colleague"}
_SIZED = {**_FILE, "width": 90, "height": 60}
_STICKER = {**_SIZED, "type": "regular", "is_animated": False, "is_video": False}
_POLL = {
    "id": "p", "question": QUESTION, "options": [{"text": t, "voter_count": 0, "persistent_id": t} for t in "ab"],
    "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
    "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
}  # fmt: skip

MESSAGES: dict[str, dict[str, Any]] = {
    "a question to the group": {"text": QUESTION},
    "many lines": {"text": f"{QUESTION}\n" * 20},
    "one word": {"text": "ok"},
    "emoji": {"text": "👍😀"},
    "an address": {"text": "https://news.example/tunnel"},
    "a mention of somebody": {"text": f"@somebody {QUESTION}"},
    "a mention of another bot": {"text": f"@another_bot {QUESTION}"},
    "a longer name": {"text": f"@presscite_test_bot_2 {QUESTION}"},
    "an address of mail": {"text": f"mail@presscite_test_bot.example {QUESTION}"},
    "the name without the sign": {"text": f"presscite_test_bot, {QUESTION}"},
    "another bot's command": {"text": "/start@another_bot"},
    "another bot's command with words": {"text": f"/ask@another_bot {QUESTION}"},
    "a command that is not the bot's": {"text": "/weather Dushanbe"},
    "a reply to a person": {
        "text": "And when?",
        "reply_to_message": {"message_id": 1, "date": 1, "chat": {"id": -1, "type": "supergroup", "title": "R"},
                             "from": _PERSON, "text": QUESTION},
    },
    "a reply to another bot": {
        "text": "And when?",
        "reply_to_message": {"message_id": 1, "date": 1, "chat": {"id": -1, "type": "supergroup", "title": "R"},
                             "from": _OTHER_BOT, "text": "Hello"},
    },
    "a photo": {"photo": [_SIZED]},
    "a photo with words": {"photo": [_SIZED], "caption": QUESTION},
    "an album": {"photo": [_SIZED], "media_group_id": "1", "caption": QUESTION},
    "a video": {"video": {**_SIZED, "duration": 2}, "caption": QUESTION},
    "an animation": {"animation": {**_SIZED, "duration": 2}, "document": _FILE},
    "a video note": {"video_note": {**_FILE, "length": 60, "duration": 2}},
    "a voice message": {"voice": {**_FILE, "duration": 2}},
    "music": {"audio": {**_FILE, "duration": 2, "title": QUESTION}},
    "a file": {"document": {**_FILE, "file_name": "tunnel.pdf"}},
    "a sticker": {"sticker": _STICKER},
    "a place": {"location": {"latitude": 38.5, "longitude": 68.8}},
    "a contact": {"contact": {"phone_number": "+992000000000", "first_name": "Zarina"}},
    "a die": {"dice": {"emoji": "🎲", "value": 3}},
    "a poll": {"poll": _POLL},
    "a game": {"game": {"title": "Chess", "description": "Play", "photo": [_SIZED]}},
    "forwarded from a person": {
        "text": QUESTION, "forward_origin": {"type": "user", "sender_user": _PERSON, "date": 1},
    },
    "forwarded from somebody hidden": {
        "text": QUESTION, "forward_origin": {"type": "hidden_user", "sender_user_name": "H", "date": 1},
    },
    "forwarded from a channel": {
        "text": QUESTION,
        "forward_origin": {"type": "channel", "chat": {"id": CHANNEL, "type": "channel", "title": "News"},
                           "message_id": 4, "date": 1},
    },
    "a post of the linked channel": {
        "text": QUESTION, "is_automatic_forward": True, "from": {"id": 777000, "is_bot": False, "first_name": "T"},
        "sender_chat": {"id": CHANNEL, "type": "channel", "title": "News"},
    },
    "in the name of a channel": {
        "text": QUESTION, "sender_chat": {"id": CHANNEL, "type": "channel", "title": "News"},
        "from": {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"},
    },
    "by way of another bot": {"text": QUESTION, "via_bot": _OTHER_BOT},
    "by way of the bot itself": {"text": f"@presscite_test_bot {QUESTION}", "via_bot": BOT},
    "another bot": {"from": _OTHER_BOT, "text": QUESTION},
    "another bot that mentions it": {"from": _OTHER_BOT, "text": f"@presscite_test_bot {QUESTION}"},
    "another bot that commands": {"from": _OTHER_BOT, "text": "/help@presscite_test_bot"},
    "somebody comes": {"new_chat_members": [_PERSON]},
    "somebody goes": {"left_chat_member": _PERSON},
    "a new title": {"new_chat_title": QUESTION},
    "a new photo": {"new_chat_photo": [_SIZED]},
    "no photo": {"delete_chat_photo": True},
    "a video chat begins": {"video_chat_started": {}},
    "a video chat ends": {"video_chat_ended": {"duration": 3}},
    "messages vanish": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
    "a boost": {"boost_added": {"boost_count": 1}},
}  # fmt: skip
"""By what they are: the fields of the Bot API's Message that make them so."""


def doings(member: TelegramUser, answer: Reply) -> dict[str, Callable[[], object]]:
    """What people do beside writing, or to an answer of the bot that stands there.

    Args:
        member: Who does it; of a group.
        answer: Some message of the bot in that group.
    """
    written = member.write("Which tunel?")
    mine = answer.raw | {"date": int(time.time())}
    return {
        "an edit": lambda: member.edit(written, QUESTION),
        "an edit that mentions the bot": lambda: member.edit(written, f"@presscite_test_bot {QUESTION}"),
        "a pinned message": lambda: member.write(
            pinned_message={k: mine[k] for k in ("message_id", "date", "chat")}
        ),
        "a channel post": lambda: member.post_to_channel(CHANNEL, QUESTION),
        "a channel post that mentions the bot": lambda: member.post_to_channel(
            CHANNEL, f"@presscite_test_bot {QUESTION}"
        ),
        "a reaction": lambda: member.react(answer, "👍"),
        "in the name of the group": lambda: member.write_anonymously(QUESTION),
        "a forwarded answer of the bot": lambda: member.write(
            answer.text, forward_origin={"type": "user", "sender_user": BOT, "date": 1}
        ),
    }
