"""The commands that everybody has, and what is no command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.texts import LANGUAGES
from retrieval.answer import Answer
from retrieval.links.feed_addresses import FeedTarget, feeds_of
from tests.bot.fake_telegram import FakeTelegram, ScriptedChain
from tests.bot.updates.updates import GROUP
from tests.e2e.bot_api import BOT
from tests.e2e.bot_api.people import buttons

if TYPE_CHECKING:
    from retrieval.retriever import HybridRetriever

MENTION = f"@{BOT['username']}"
OURS = {"message_id": 3, "date": 0, "chat": GROUP, "from": BOT, "text": "earlier"}
ENGLISH = LANGUAGES["en"]
REFUSAL = Answer(question="Why?", searched_for="Why the tunnel?", refused=True)


async def _receive(chain: ScriptedChain | None = None, **message: Any) -> list[dict[str, Any]]:
    async with FakeTelegram(chain or ScriptedChain()) as telegram:
        return await telegram.receive(**message)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "name"), [("/start", "start"), ("/help", "help"), ("/nonsense now", "unknown_command")]
)
async def test_commands_speak_the_users_language(language: str, text: str, name: str) -> None:
    """Each command is answered by its text, in the language of the user's Telegram."""
    (sent,) = await _receive(text=text, language=language)
    assert sent["text"] == getattr(LANGUAGES[language], name)


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
        {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
        {"sticker": {"file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1, "height": 1}
         | {"is_animated": False, "is_video": False}},
    ],
    ids=["photo", "voice", "sticker"],
)  # fmt: skip
async def test_what_is_not_text_is_asked_for_as_text(content: dict[str, Any]) -> None:
    """In private; in a group it is none of the bot's business."""
    assert [sent["text"] for sent in await _receive(**content)] == [LANGUAGES["en"].text_only]
    assert await _receive(chat=GROUP, **content) == []


async def test_every_command_is_answered_in_its_topic() -> None:
    """Whatever command is sent in a topic of a forum, known or for admins, what it says stands there."""
    forum = {"id": -300, "type": "supergroup", "title": "Readers", "is_forum": True}
    topic = {"chat": forum, "message_thread_id": 17, "is_topic_message": True}
    async with FakeTelegram(ScriptedChain(), admins=(77,)) as telegram:
        for name in ("start", *ENGLISH.commands, *ENGLISH.admin_commands):
            sent = await telegram.receive(text=f"/{name}", **topic)
            assert sent, name
            assert {message.get("message_thread_id") for message in sent} == {17}, name
        await telegram.receive(text="/watch Rogun", **topic)
        assert [watch.topic for watch in telegram.runtime.state.watches.all()] == [17]


async def test_service_messages_are_not_answered() -> None:
    """That a message was pinned is no question."""
    assert await _receive(pinned_message=OURS) == []


async def test_commands_work_in_a_group() -> None:
    """Alone, and with the bot's name."""
    for text in ("/help", f"/help{MENTION}"):
        (sent,) = await _receive(chat=GROUP, text=text)
        assert sent["text"] == LANGUAGES["en"].help


async def test_watching(retriever: HybridRetriever) -> None:
    """/watch begins, /watches lists and stops; a refusal offers it."""
    async with FakeTelegram(
        ScriptedChain(lambda _: REFUSAL), retriever=retriever, TELEGRAM_WATCHES="2"
    ) as telegram:
        assert (await telegram.receive(text="/watch"))[0]["text"] == ENGLISH.watch_usage
        (added,) = await telegram.receive(text="/watch Rogun {dam} level")
        assert "Rogun {dam} level" in added["text"]
        (again,) = await telegram.receive(text="/watch Rogun {dam} level")
        assert again["text"] == ENGLISH.watch_known.format(text="Rogun {dam} level")
        (refusal,) = await telegram.receive(text="Why?")
        await telegram.press(refusal, ENGLISH.buttons["watch"])
        assert "Why the tunnel?" in telegram.api.sent[-1]["text"]
        (full,) = await telegram.receive(text="/watch something else")
        assert full["text"] == ENGLISH.watch_too_many.format(count=2)
        (listed,) = await telegram.receive(text="/watches")
        await telegram.press(listed, buttons(listed)[0]["callback_data"])
        assert [watch.text for watch in telegram.runtime.state.watches.all()] == ["Why the tunnel?"]


async def test_forget_deletes_everything_about_a_person() -> None:
    """After one more question, and only what is theirs."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        other = {"id": 78, "is_bot": False, "first_name": "Other"}
        await telegram.receive(text="Mine?", **{"from": other, "chat": {"id": 78, "type": "private"}})
        (answer,) = await telegram.receive(text="Which tunnel?")
        await telegram.press(answer, "👍")
        await telegram.receive(text="/watch Rogun")
        (asked,) = await telegram.receive(text="/forget")
        await telegram.press(asked, ENGLISH.buttons["forget"])
        state = telegram.runtime.state
        assert [exchange.person for exchange in state.conversations.since(0)] == [78]
        assert list(state.feedback.judgements()) == []
        assert state.watches.all() == []
    assert telegram.api.sent[-1]["text"] == ENGLISH.forget_done


async def test_a_standing_question_has_a_feed_where_a_server_has_an_address() -> None:
    """Its link stands behind it, and opens nothing but what it was made for."""
    public = "https://news.example/press"
    async with FakeTelegram(ScriptedChain(), PRESSCITE_PUBLIC_URL=public) as telegram:
        await telegram.receive(text="/watch Rogun dam")
        (sent,) = await telegram.receive(text="/watches")
        feeds = feeds_of(telegram.runtime.settings)
        assert feeds is not None
        assert sent["text"].endswith("• Rogun dam · RSS")
        (address,) = [entity["url"] for entity in sent["entities"] if entity["type"] == "text_link"]
        target = feeds.target(address.removeprefix(f"{public}/feed/"))
        assert target == FeedTarget(text="Rogun dam", watched=True, language="en")
    assert telegram.api.refused == []
