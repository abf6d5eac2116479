"""What can be done with an answer: asked on, looked into, judged, watched for, forgotten."""

from __future__ import annotations

import asyncio
import json
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.ops.feedback_export import TO_JUDGE, export
from bot.place import Place
from bot.state.conversations import Conversations
from bot.state.database import Database
from bot.texts import LANGUAGES
from retrieval.answer import Answer
from retrieval.evaluation.question import read_questions
from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store.store import Store
from tests.bot.empty_state import put_empty_state
from tests.bot.fake_telegram import ANSWER, FakeTelegram, ScriptedChain
from tests.e2e.bot_api.people import buttons

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings

ENGLISH = LANGUAGES["en"]
GROUP = {"id": -100, "type": "supergroup", "title": "Readers"}
REFUSAL = Answer(question="Why?", searched_for="Why the tunnel?", refused=True)


@pytest.fixture
def retriever(sample_home: Path, embeddings: SentenceTransformerEmbeddings) -> HybridRetriever:
    """Over the samples."""
    return HybridRetriever(store=Store.from_settings(Settings(home=sample_home)), embeddings=embeddings)


def _said(given: Any) -> list[str]:
    return [message.content for message in given["history"]]


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


def test_a_refusal_is_marked_in_the_history(tmp_path: Path) -> None:
    """By a field of its message, so that a follow-up takes nothing from it whatever its words are."""
    put_empty_state(tmp_path / "bot.db")
    with closing(Database(tmp_path / "bot.db")) as database:
        conversations, place = Conversations(database), Place(chat=1)
        conversations.add(place, 1, ANSWER, 0.5)
        conversations.add(place, 1, REFUSAL, 0.5)
        kept = conversations.history(place)
    assert [message.content for message in kept] == [ANSWER.question, ANSWER.text, "Why?", REFUSAL.text]
    assert [message.additional_kwargs for message in kept] == [{}, {}, {}, {"refused": True}]


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


async def test_thumbs_and_reactions_are_kept_and_exported(tmp_path: Path) -> None:
    """One verdict a person, the last one; the export is a file that `presscite eval` reads."""
    chain = ScriptedChain(
        lambda question: REFUSAL if question == "Why?" else replace(ANSWER, question=question)
    )
    async with FakeTelegram(chain) as telegram:
        (first,) = await telegram.receive(text="Which tunnel?")
        query = await telegram.press(first, "👍")
        assert query.answer is not None
        (second,) = await telegram.receive(text="Which dam?")
        await telegram.press(second, "👍")
        await telegram.react(second, "👎")
        (third,) = await telegram.receive(text="Why?")
        await telegram.react(third, "❤")
        judged = list(telegram.runtime.state.feedback.judgements())
        assert export(judged, tmp_path / "liked.jsonl") == (2, 1)
    liked = read_questions(tmp_path / "liked.jsonl")
    assert [(question.question, question.answerable) for question in liked] == [
        ("Which tunnel?", True),
        ("Why the tunnel?", False),
    ]
    assert liked[0].article_ids == ("neighbours",)
    others = [json.loads(line) for line in (tmp_path / f"liked{TO_JUDGE}").read_text().splitlines()]
    assert [(other["question"], other["down"]) for other in others] == [("Which tunnel?", 1)]


async def test_more_and_the_passage(retriever: HybridRetriever) -> None:
    """The buttons under an answer: further passages, and the words around the quote."""
    hit = retriever.hits("Who built the Rogun dam?", 1)[0]
    answer = replace(ANSWER, searched_for="Rogun dam", citations=(hit.cite(1, 0, 40),))
    async with FakeTelegram(ScriptedChain(lambda _: answer), retriever=retriever) as telegram:
        (sent,) = await telegram.receive(text="Which dam?")
        labels = [button["text"] for button in buttons(sent)]
        assert labels == [ENGLISH.buttons["more"], ENGLISH.buttons["passage"], "👍", "👎"]
        await telegram.press(sent, ENGLISH.buttons["more"])
        assert telegram.api.sent[-1]["text"].startswith(ENGLISH.more_title)
        assert hit.text[:60] not in telegram.api.sent[-1]["text"]
        await telegram.press(sent, ENGLISH.buttons["passage"])
        assert hit.text[:40] in telegram.api.sent[-1]["text"]
    assert telegram.api.refused == []


async def test_a_thumb_counts_while_another_press_is_in_work(retriever: HybridRetriever) -> None:
    """Its user has been thanked for it."""
    async with FakeTelegram(ScriptedChain(), retriever=retriever) as telegram:
        (sent,) = await telegram.receive(text="Which tunnel?")
        more = asyncio.create_task(telegram.press(sent, ENGLISH.buttons["more"]))
        await asyncio.sleep(0)
        await telegram.press(sent, "👍")
        await more
        assert [judgement.up for judgement in telegram.runtime.state.feedback.judgements()] == [1]


async def test_a_button_of_another_chat_does_nothing() -> None:
    """A forged press cannot look into the answers that others have got."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        (mine,) = await telegram.receive(text="@presscite_test_bot which?", chat=GROUP)
        number = int(buttons(mine)[-1]["callback_data"].partition(":")[2])
        assert telegram.runtime.state.conversations.get(number, 77) is None
        assert telegram.runtime.state.conversations.get(number, -100) is not None


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


async def test_a_group_is_told_what_the_bot_sees() -> None:
    """When it is added; and when it is thrown out, nothing more is watched for there."""
    async with FakeTelegram(ScriptedChain()) as telegram:
        (hello,) = await telegram.set_status(GROUP, "member")
        assert hello["text"] == ENGLISH.group_hello
        await telegram.receive(text="/watch@presscite_test_bot Rogun", chat=GROUP)
        assert len(telegram.runtime.state.watches.all()) == 1
        await telegram.set_status(GROUP, "left")
        assert telegram.runtime.state.watches.all() == []


async def test_who_is_not_allowed_is_sent_away() -> None:
    """With a word in private, that names the number to let in; nothing is asked, nothing kept."""
    chain = ScriptedChain()
    async with FakeTelegram(chain, TELEGRAM_ALLOWED="-100") as telegram:
        (sent,) = await telegram.receive(text="Which tunnel?")
        assert sent["text"] == ENGLISH.not_welcome.format(number=77)
        assert len(await telegram.receive(text="@presscite_test_bot which?", chat=GROUP)) == 1
    assert chain.asked == ["which?"]


async def test_inline_mode(retriever: HybridRetriever) -> None:
    """The answer first, then passages; all of it parses, and nothing that was typed is kept."""
    async with FakeTelegram(ScriptedChain(lambda _: ANSWER), retriever=retriever) as telegram:
        query = await telegram.inline("Rogun dam")
        assert query.answer is not None
        results = query.answer["results"]
        assert [result["id"] for result in results][:2] == ["answer", "passage0"]
        assert (await telegram.inline("x")).answer["results"] == []
        assert telegram.runtime.state.conversations.since(0) == []
    assert telegram.api.refused == []


async def test_what_is_in_the_store(retriever: HybridRetriever) -> None:
    """/latest, /sources, /about and /timeline, the last with a chart."""
    async with FakeTelegram(ScriptedChain(), retriever=retriever) as telegram:
        for command in ("/latest", "/sources", "/about"):
            assert await telegram.receive(text=command), command
        sent = await telegram.receive(text="/timeline Rogun")
        assert "Rogun" in sent[0]["text"]
        assert "photo" in sent[-1]
        (usage,) = await telegram.receive(text="/timeline")
        assert usage["text"] == ENGLISH.timeline_usage
    assert telegram.api.refused == []


async def test_admins_have_figures() -> None:
    """Others do not know the command."""
    async with FakeTelegram(ScriptedChain(), admins=(77,)) as telegram:
        await telegram.receive(text="Which tunnel?")
        (sent,) = await telegram.receive(text="/stats")
        assert "Questions: 1 in 24 hours" in sent["text"]
    async with FakeTelegram(ScriptedChain(), admins=(1,)) as telegram:
        (sent,) = await telegram.receive(text="/stats")
        assert sent["text"] == ENGLISH.unknown_command
