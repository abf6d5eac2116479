"""Questions: asked of the chain, answered where they stand, remembered."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from bot.outgoing.typing import typing
from bot.texts import LANGUAGES
from retrieval.answer import Answer
from retrieval.errors import EmptyStoreError, QuestionError, StoreError
from retrieval.question_kind import QuestionKind
from tests.bot.fake_telegram import ANSWER, FakeTelegram, ScriptedChain
from tests.bot.updates.updates import GROUP
from tests.e2e.bot_api import BOT

MENTION = f"@{BOT['username']}"
ENGLISH = LANGUAGES["en"]


def _raising(error: Exception) -> ScriptedChain:
    return ScriptedChain(lambda _: error)


async def _receive(chain: ScriptedChain | None = None, **message: Any) -> list[dict[str, Any]]:
    async with FakeTelegram(chain or ScriptedChain()) as telegram:
        return await telegram.receive(**message)


def _said(given: Any) -> list[str]:
    return [message.content for message in given["history"]]


async def test_any_text_is_a_question() -> None:
    """The chain gets the words as they were written, and its answer quotes the message."""
    chain = ScriptedChain()
    (sent,) = await _receive(chain, text="Which tunnel, @alice?\nAnd why?")
    assert chain.asked == ["Which tunnel, @alice?\nAnd why?"]
    assert sent["text"].startswith("It was the Istiqlol Tunnel.")
    assert sent["reply_to_message_id"] == 1


async def test_what_stands_around_the_quotes_is_of_the_answer() -> None:
    """It comes with the answer, from the articles that this was made from; the store is not asked again."""
    quote = ANSWER.citations[0].quote
    articles = {"neighbours": f"{quote} Three others are being built."}
    chain = ScriptedChain(lambda _: replace(ANSWER, articles=articles))  # and there is no store
    (sent,) = await _receive(chain, text="Which tunnel?")
    assert "Three others are being built." in sent["text"]
    assert quote not in sent["text"]


async def test_typing_is_shown_while_the_chain_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user sees at once that the question has arrived."""
    monkeypatch.setattr("bot.handlers.question.typing", partial(typing, first=0.0))
    async with FakeTelegram(ScriptedChain(seconds=0.05)) as telegram:
        await telegram.receive(text="Which tunnel?")
    assert [action["action"] for action in telegram.api.actions] == ["typing"]


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (EmptyStoreError("run presscite refresh"), "no_articles"),
        (QuestionError("empty: secret words"), "not_a_question"),
        (StoreError("the disk is gone"), "unreadable"),
        (RuntimeError("secret words"), "apology"),
    ],
)
@pytest.mark.parametrize("language", ["en", "tg"])
async def test_a_failure_is_followed_by_words_of_our_own(
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


async def test_a_mention_without_a_question() -> None:
    """It asks what one would like to know."""
    (sent,) = await _receive(chat=GROUP, text=MENTION)
    assert sent["text"] == LANGUAGES["en"].empty


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


async def test_a_follow_up_knows_the_conversation_until_it_is_begun_anew() -> None:
    """Of this chat alone; /new forgets it."""
    chain = ScriptedChain(lambda question: replace(ANSWER, question=question))
    async with FakeTelegram(chain) as telegram:
        await telegram.receive(text="Which tunnel?")
        await telegram.receive(text="How long is it?")
        await telegram.receive(text="And in the group?", chat=GROUP, reply_to_message=None)
        (sent,) = await telegram.receive(text="/new")
        await telegram.receive(text="And now?")
    assert sent["text"] == ENGLISH.new_conversation
    assert [len(given["history"]) for given in chain.given] == [0, 2, 0]
    assert _said(chain.given[1]) == ["Which tunnel?", ANSWER.text]


async def test_a_reply_to_an_older_answer_goes_on_from_there() -> None:
    """What was said after that answer does not count."""
    chain = ScriptedChain(lambda question: replace(ANSWER, question=question))
    async with FakeTelegram(chain) as telegram:
        (first,) = await telegram.receive(text="Which tunnel?")
        await telegram.receive(text="Which dam?")
        await telegram.receive(text="How long?", reply_to_message={**first, "date": 0})
    assert _said(chain.given[-1])[::2] == ["Which tunnel?"]


async def test_an_edited_question_is_answered_again_in_private_only() -> None:
    """In groups an edit is ignored."""
    chain = ScriptedChain()
    async with FakeTelegram(chain) as telegram:
        (answer,) = await telegram.receive(text="Which tunel?")
        assert len(await telegram.edit(answer["reply_to_message_id"], text="Which tunnel?")) == 1
        mention = "@presscite_test_bot which tunnel?"
        (other,) = await telegram.receive(text=mention, chat=GROUP)
        assert await telegram.edit(other["reply_to_message_id"], -100, text=f"{mention}!") == []
    assert chain.asked == ["Which tunel?", "Which tunnel?", "which tunnel?"]


async def test_an_answer_that_had_to_wait_is_remembered_like_any() -> None:
    """Who replies to it goes on from it, and the figures say how it ended."""
    refused = replace(ANSWER, sentences=(), citations=(), refused=True)
    async with FakeTelegram(ScriptedChain(lambda _: refused)) as telegram:
        telegram.api.faults.append({"method": "sendMessage", "status": 429, "retry_after": 0.05})
        (sent,) = await telegram.receive(text="Which tunnel?")
        conversations = telegram.runtime.state.conversations
        assert conversations.of_message(77, sent["message_id"]) is not None
        figures, _ = telegram.runtime.metrics.exposition()
    assert b'presscite_questions_total{outcome="refused"} 1.0' in figures


@pytest.mark.parametrize(("kind", "name"), [(QuestionKind.COURTESY, "courtesy"), (QuestionKind.HELP, "help")])
async def test_what_asks_for_nothing_is_not_remembered(kind: QuestionKind, name: str) -> None:
    """A friendly word or the help, in the language of the answer, without buttons and without a place in history."""
    chain = ScriptedChain(
        lambda question: Answer(question=question, searched_for=question, kind=kind, language="ru")
    )
    async with FakeTelegram(chain) as telegram:
        (sent,) = await telegram.receive(text="спасибо", language="ru")
        await telegram.receive(text="Кто?", language="ru")
        assert telegram.runtime.state.conversations.since(0) == []
    assert sent["text"] == getattr(LANGUAGES["ru"], name)
    assert "reply_markup" not in sent
    assert [given["language"] for given in chain.given] == ["ru", "ru"]
    assert chain.given[-1]["history"] == []
