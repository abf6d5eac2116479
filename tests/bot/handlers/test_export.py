"""/export: the conversation, or one answer, as a file."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.texts import LANGUAGES
from retrieval.answer import Answer
from tests.bot.fake_telegram import ANSWER, CITATION, FakeTelegram, ScriptedChain
from tests.bot.updates.updates import GROUP

ENGLISH = LANGUAGES["en"]


def _telegram() -> FakeTelegram:
    def script(question: str) -> Answer:
        if question == "Why?":
            return Answer(question=question, searched_for=question, refused=True, nearest=(CITATION,))
        return replace(ANSWER, question=question, searched_for=question)

    return FakeTelegram(ScriptedChain(script))


def _file(telegram: FakeTelegram, sent: dict[str, Any]) -> str:
    return telegram.api.files[sent["document"]["file_id"]].decode()


def _asked(file: str) -> list[str]:
    return [exchange["question"] for exchange in json.loads(file)["exchanges"]]


async def test_a_conversation() -> None:
    """Since it was begun, in this chat alone, refusals with what came nearest; the file quotes the request."""
    async with _telegram() as telegram:
        await telegram.receive(text="Long ago?")
        await telegram.receive(text="/new")
        for question in ("Which tunnel?", "Why?"):
            await telegram.receive(text=question)
        await telegram.receive(text="@presscite_test_bot In the group?", chat=GROUP)
        (sent,) = await telegram.receive(text="/export json")
        assert sent["caption"] == ENGLISH.export.conversation
        assert sent["reply_to_message_id"]
        file = _file(telegram, sent)
        assert _asked(file) == ["Which tunnel?", "Why?"]
        assert [len(each["nearest"]) for each in json.loads(file)["exchanges"]] == [0, 1]
        (page,) = await telegram.receive(text="/export HTML")
        assert _file(telegram, page).startswith("<!DOCTYPE html>")
        (group,) = await telegram.receive(text="/export json", chat=GROUP)
        assert _asked(_file(telegram, group)) == ["In the group?"]
    assert telegram.api.refused == []


async def test_an_answer() -> None:
    """In reply to it, as Markdown where no kind is named; a later one that was asked is not in it."""
    async with _telegram() as telegram:
        (answer,) = await telegram.receive(text="Which tunnel?")
        await telegram.receive(text="And then?")
        (sent,) = await telegram.receive(text="/export", reply_to_message=answer)
        assert sent["caption"] == ENGLISH.export.answer
        file = _file(telegram, sent)
        assert file.startswith("# Questions and answers\n")
        assert "## Which tunnel?" in file
        assert "And then" not in file


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_cannot_be_exported(language: str) -> None:
    """Nothing was asked yet, no such kind of file, and an answer that is no longer known."""
    texts = LANGUAGES[language]
    async with _telegram() as telegram:
        (nothing,) = await telegram.receive(text="/export", language=language)
        (usage,) = await telegram.receive(text="/export pdf", language=language)
        (gone,) = await telegram.receive(text="/export", language=language, reply_to_message=usage)
    assert [nothing["text"], usage["text"], gone["text"]] == [
        texts.export.nothing,
        texts.export.usage,
        texts.answer_gone,
    ]


async def test_a_file_that_could_not_be_sent_is_sent_again(naps: list[float]) -> None:
    """It is stored with its job, as an answer is."""
    async with _telegram() as telegram:
        await telegram.receive(text="Which tunnel?")
        telegram.api.faults.append({"method": "sendDocument", "times": 2, "status": 502})
        (sent,) = await telegram.receive(text="/export md")
        assert "Which tunnel?" in _file(telegram, sent)
    assert len(naps) == 2


async def test_a_topics_conversation_is_its_own() -> None:
    """The opening of a topic, to which all in it replies, is no answer."""
    forum = GROUP | {"id": -300, "is_forum": True}
    opening = {
        "message_id": 9,
        "date": 0,
        "chat": forum,
        "forum_topic_created": {"name": "N", "icon_color": 1},
    }
    topic = {"chat": forum, "message_thread_id": 9, "is_topic_message": True, "reply_to_message": opening}
    async with _telegram() as telegram:
        await telegram.receive(text="@presscite_test_bot Elsewhere?", chat=forum)
        await telegram.receive(text="@presscite_test_bot In the topic?", **topic)
        (sent,) = await telegram.receive(text="/export json", **topic)
        assert sent["message_thread_id"] == 9
        assert _asked(_file(telegram, sent)) == ["In the topic?"]
