"""What the bot does with each message."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import Any

import pytest

from bot.outgoing.sender import PAUSES
from bot.texts import LANGUAGES
from retrieval.answer import Answer
from retrieval.errors import EmptyStoreError, QuestionError, StoreError
from tests.bot.fake_telegram import ANSWER, FakeTelegram, ScriptedChain
from tests.e2e.bot_api import BOT

GROUP = {"id": -100, "type": "supergroup", "title": "Readers"}
MENTION = f"@{BOT['username']}"
OURS = {"message_id": 3, "date": 0, "chat": GROUP, "from": BOT, "text": "earlier"}


def _raising(error: Exception) -> ScriptedChain:
    return ScriptedChain(lambda _: error)


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


async def test_any_text_is_a_question() -> None:
    """The chain gets the words as they were written, and its answer quotes the message."""
    chain = ScriptedChain()
    (sent,) = await _receive(chain, text="Which tunnel, @alice?\nAnd why?")
    assert chain.asked == ["Which tunnel, @alice?\nAnd why?"]
    assert sent["text"].startswith("It was the Istiqlol Tunnel.")
    assert sent["reply_to_message_id"] == 1


async def test_typing_is_shown_while_the_chain_works() -> None:
    """The user sees at once that the question has arrived."""
    async with FakeTelegram(ScriptedChain(seconds=1.2)) as telegram:
        await telegram.receive(text="Which tunnel?")
    assert [action["action"] for action in telegram.api.actions] == ["typing"]


@pytest.mark.parametrize("fault", [{"status": 403}, {"status": 500}, {"drop": True}, {"delay": 60}])
async def test_typing_that_fails_costs_no_answer(fault: dict[str, Any]) -> None:
    """The answer neither waits for the typing line nor falls with it."""
    async with FakeTelegram(ScriptedChain(seconds=1.0)) as telegram:
        telegram.api.faults.append({"method": "sendChatAction", "times": 99, **fault})
        assert len(await asyncio.wait_for(telegram.receive(text="Which tunnel?"), 5)) == 1
        assert telegram.api.calls["sendChatAction"] >= 1


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (EmptyStoreError("run presscite refresh"), "no_articles"),
        (QuestionError("empty: secret words"), "not_a_question"),
        (StoreError("the disk is gone"), "apology"),
        (RuntimeError("secret words"), "apology"),
    ],
)
@pytest.mark.parametrize("language", ["en", "tg"])
async def test_a_failure_is_told_in_words_of_our_own(
    error: Exception, name: str, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    """No text of an exception reaches the user, no word of the user reaches the log."""
    with caplog.at_level(logging.INFO):
        (sent,) = await _receive(_raising(error), text="secret words?", language=language)
    assert sent["text"] == getattr(LANGUAGES[language], name)
    assert "secret words" not in caplog.text
    assert "update=1000" in caplog.text  # the number of the server's first update


async def test_an_error_made_for_operators_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """What to do about a store stands in the log."""
    await _receive(_raising(StoreError("the disk is gone")), text="?!")
    assert "StoreError: the disk is gone" in caplog.text


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}], "caption": "Which tunnel?"},
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


async def test_service_messages_are_not_answered() -> None:
    """That a message was pinned is no question."""
    assert await _receive(pinned_message=OURS) == []


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ({"text": f"{MENTION} Which tunnel?"}, "Which tunnel?"),
        ({"text": f"Which tunnel, {MENTION.upper()}"}, "Which tunnel,"),
        ({"text": f"😀 Which tunnel? {MENTION}"}, "😀 Which tunnel?"),
        ({"text": "And when?", "reply_to_message": OURS}, "And when?"),
    ],
)
async def test_in_a_group_it_answers_who_speaks_to_it(message: dict[str, Any], question: str) -> None:
    """A mention anywhere, in any case, and a reply to one of its messages."""
    chain = ScriptedChain()
    assert len(await _receive(chain, chat=GROUP, **message)) == 1
    assert chain.asked == [question]


@pytest.mark.parametrize(
    "message",
    [
        {"text": "Which tunnel?"},
        {"text": "@somebody Which tunnel?"},
        {"text": f"mail{MENTION} is no mention"},
        {"text": "/start@another_bot"},
        {"text": "/command_of_another_bot"},
        {"text": "And when?", "reply_to_message": OURS | {"from": BOT | {"id": 1}}},
        {"text": f"{MENTION} Which tunnel?", "from": BOT | {"id": 1, "username": "another_bot"}},
        {"text": f"/help{MENTION}", "from": BOT | {"id": 1, "username": "another_bot"}},
        {
            "text": "in the bot's own topic",
            "reply_to_message": OURS | {"forum_topic_created": {"name": "News", "icon_color": 1}},
        },
    ],
)
async def test_in_a_group_it_leaves_others_alone(message: dict[str, Any]) -> None:
    """Not one answer to what is not meant for it."""
    chain = ScriptedChain()
    assert await _receive(chain, chat=GROUP, **message) == []
    assert chain.asked == []


async def test_commands_work_in_a_group() -> None:
    """Alone, and with the bot's name."""
    for text in ("/help", f"/help{MENTION}"):
        (sent,) = await _receive(chat=GROUP, text=text)
        assert sent["text"] == LANGUAGES["en"].help


async def test_a_mention_without_a_question() -> None:
    """It asks what one would like to know."""
    (sent,) = await _receive(chat=GROUP, text=MENTION)
    assert sent["text"] == LANGUAGES["en"].empty


async def test_an_answer_that_cannot_be_sent_is_followed_by_an_apology(naps: list[float]) -> None:
    """When Telegram refuses it for a reason of its own, the user is told."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        telegram.api.faults.append({"method": "sendMessage", "times": 1, "status": 400})
        (sent,) = await telegram.receive(text="Which tunnel?")
    assert sent["text"] == LANGUAGES["en"].apology
    assert naps == []


async def test_an_answer_that_cannot_be_sent_is_sent_later(
    naps: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When all attempts have failed, the same answer goes out as soon as Telegram listens again, once."""
    monkeypatch.setattr("bot.jobs.outcome._UNSENT_PAUSE", 0.01)
    chain = ScriptedChain()
    async with FakeTelegram(chain) as telegram:
        telegram.api.faults.append({"method": "sendMessage", "times": len(PAUSES) + 2, "status": 502})
        (sent,) = await telegram.receive(text="Which tunnel?")
    assert sent["text"].startswith("It was the Istiqlol Tunnel.")
    assert len(naps) == len(PAUSES) + 1
    assert len(chain.asked) == 1


async def test_a_user_who_blocked_the_bot_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer is offered a few times more, then dropped; there is no apology."""
    monkeypatch.setattr("bot.jobs.outcome._UNWELCOME_PAUSES", (0.01, 0.01))
    async with FakeTelegram(ScriptedChain()) as telegram:
        telegram.api.faults.append({"method": "sendMessage", "times": 99, "status": 403})
        assert await telegram.receive(text="Which tunnel?") == []
    assert telegram.api.calls["sendMessage"] == 3


async def test_a_long_answer_comes_in_order() -> None:
    """The parts follow each other, and only the first quotes the question."""
    long = replace(
        ANSWER,
        sentences=tuple(replace(ANSWER.sentences[0], text=f"({n}) " + "word " * 500) for n in range(6)),
    )
    sent = await _receive(ScriptedChain(lambda _: long), text="Which tunnel?")
    # Cut between sentences: two would not fit into one message.
    assert [part["text"][:3] for part in sent] == ["(0)", "(1)", "(2)", "(3)", "(4)", "(5)"]
    assert ["reply_to_message_id" in part for part in sent] == [True] + [False] * 5
    assert sent[-1]["text"].endswith(ANSWER.citations[0].quote)


async def test_a_refusal_is_an_answer() -> None:
    """Where the articles do not say, it says so."""
    refusal = Answer(question="?", searched_for="?", refused=True, language="ru")
    (sent,) = await _receive(ScriptedChain(lambda _: refusal), text="Кто?")
    assert sent["text"] == "В статьях об этом не говорится."
