"""Where an update goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.updates.filters import question_in
from bot.updates.route import Route, route_of
from tests.bot.updates.updates import GROUP, message_update
from tests.e2e.bot_api import BOT

if TYPE_CHECKING:
    from telegram import Bot

NAME = BOT["username"]
MENTION = f"@{NAME}"
OURS = {"message_id": 3, "date": 0, "chat": GROUP, "from": BOT, "text": "earlier"}
OTHER_BOT = BOT | {"id": 1, "username": "another_bot"}
PICTURE = {"text": None, "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}
DOCUMENT = {"text": None, "document": {"file_id": "a", "file_unique_id": "b"}}
MENTIONED = [{"type": "mention", "offset": 0, "length": len(MENTION)}]
COMMAND = [{"type": "bot_command", "offset": 0, "length": 5}]
ASKED = {"message_id": 4, "date": 0, "chat": GROUP, "text": "Which tunnel is the longest?"}
ASKED |= {"from": {"id": 78, "is_bot": False, "first_name": "Colleague"}}


@pytest.mark.parametrize(
    "facts",
    [
        {"text": "Which tunnel?"},
        {"text": "What is 7/2?"},
        {"text": "Which tunnel?", "kind": "edited_message"},
        {"text": f"{MENTION} Which tunnel?", "chat": GROUP},
        {"text": f"Which tunnel, {MENTION.upper()}", "chat": GROUP},
        {"text": f"😀 Which tunnel? {MENTION}", "chat": GROUP},
        {"text": "And when?", "chat": GROUP, "reply_to_message": OURS},
        PICTURE | {"caption": "Which tunnel?"},
        DOCUMENT | {"caption": "Which tunnel?"},
        PICTURE | {"caption": "Which tunnel?", "kind": "edited_message"},
        PICTURE | {"caption": f"{MENTION} Which tunnel?", "caption_entities": MENTIONED, "chat": GROUP},
        DOCUMENT | {"caption": "Which tunnel?", "chat": GROUP, "reply_to_message": OURS},
        {"text": MENTION, "chat": GROUP, "reply_to_message": ASKED},
    ],
)
async def test_questions(bot: Bot, facts: dict[str, Any]) -> None:
    """Any text or caption in private, also when it is changed; in a group a mention anywhere, a reply to the bot."""
    assert route_of(message_update(bot, **facts)) is Route.QUESTION


@pytest.mark.parametrize(
    ("text", "chat"),
    [("/timeline Rogun", None), ("/TimeLine", None), (f"/timeline@{NAME} Rogun", GROUP), ("/timeline Rogun", GROUP)],
)  # fmt: skip
async def test_timelines(bot: Bot, text: str, chat: dict[str, Any] | None) -> None:
    """The command, alone and with the bot's name, with a topic and without."""
    update = message_update(bot, text) if chat is None else message_update(bot, text, chat=chat)
    assert route_of(update) is Route.TIMELINE


@pytest.mark.parametrize(
    "facts",
    [
        {"text": "/help"},
        {"text": "/timelines Rogun"},
        {"text": "/timeline@another_bot Rogun"},
        {"text": "/timeline Rogun", "kind": "edited_message"},
        {"text": "/timeline Rogun", "from": OTHER_BOT},
        {"text": None, "voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
        PICTURE,
        PICTURE | {"caption": "/help", "caption_entities": COMMAND},
        PICTURE | {"caption": "Which tunnel?", "chat": GROUP},
        {"text": "It was the Istiqlol Tunnel.", "via_bot": BOT},
        {"text": "Which tunnel?", "chat": GROUP},
        {"text": "@somebody Which tunnel?", "chat": GROUP},
        {"text": f"mail{MENTION} is no mention", "chat": GROUP},
        {"text": f"{MENTION} Which tunnel?", "chat": GROUP, "kind": "edited_message"},
        {"text": f"{MENTION} Which tunnel?", "chat": GROUP, "from": OTHER_BOT},
        {"text": "And when?", "chat": GROUP, "reply_to_message": OURS | {"from": OTHER_BOT}},
        {"text": "Which tunnel?", "kind": "channel_post"},
        {
            "text": "in the bot's own topic",
            "chat": GROUP,
            "reply_to_message": OURS | {"forum_topic_created": {"name": "News", "icon_color": 1}},
        },
    ],
)
async def test_everything_else(bot: Bot, facts: dict[str, Any]) -> None:
    """Other commands, what is no text, what the bot itself made, and what is not meant for it."""
    assert route_of(message_update(bot, **facts)) is Route.HANDLERS


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (f"{MENTION} Which tunnel?", "Which tunnel?"),
        (f"Which tunnel, {MENTION.upper()}", "Which tunnel,"),
        (f"Which {MENTION} tunnel, @alice?", "Which  tunnel, @alice?"),
        (MENTION, ""),
    ],
)
async def test_a_mention_is_no_part_of_the_question(bot: Bot, text: str, question: str) -> None:
    """The bot's own name is left out, other people's stay."""
    message = message_update(bot, text, chat=GROUP).message
    assert message is not None
    assert question_in(message) == question


@pytest.mark.parametrize("content", [PICTURE, DOCUMENT])
async def test_a_caption_is_text(bot: Bot, content: dict[str, Any]) -> None:
    """It asks as any text does, without the mention."""
    facts = content | {"caption": f"{MENTION} Which tunnel?", "caption_entities": MENTIONED}
    message = message_update(bot, chat=GROUP, **facts).message
    assert message is not None
    assert question_in(message) == "Which tunnel?"


@pytest.mark.parametrize(
    ("facts", "question"),
    [
        ({"reply_to_message": ASKED}, "Which tunnel is the longest?"),
        ({"reply_to_message": ASKED | {"text": f"{MENTION} Why?", "entities": MENTIONED}}, "Why?"),
        (
            {"reply_to_message": {**ASKED, "text": None, "caption": "Where is this?"} | {"photo": PICTURE["photo"]}},
            "Where is this?",
        ),
        (
            {"reply_to_message": ASKED, "quote": {"text": "the longest?", "position": 16, "is_manual": True}},
            "the longest?",
        ),
        ({"reply_to_message": OURS}, ""),
        ({"reply_to_message": {**ASKED, "text": None}}, ""),
        ({}, ""),
    ],
)  # fmt: skip
async def test_a_mention_alone_asks_what_it_replies_to(
    bot: Bot, facts: dict[str, Any], question: str
) -> None:
    """The message, or the part of it that is quoted; what the bot wrote, and what holds no words, asks nothing."""
    message = message_update(bot, MENTION, chat=GROUP, **facts).message
    assert message is not None
    assert question_in(message) == question


async def test_words_beside_a_mention_are_the_question(bot: Bot) -> None:
    """Whatever they reply to."""
    message = message_update(bot, f"{MENTION} And how deep?", chat=GROUP, reply_to_message=ASKED).message
    assert message is not None
    assert question_in(message) == "And how deep?"
