"""What a user sees while an answer takes its time, and how it can be stopped; what others see of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.outgoing.typing import FIRST_AFTER, RENEWED_AFTER
from bot.texts import LANGUAGES
from tests.e2e.behaviours.world import QUEUE, ROGUN, TUNNEL

if TYPE_CHECKING:
    from tests.e2e.behaviours.world import World

ENGLISH = LANGUAGES["en"]


@pytest.mark.behaviour(1, 2)
def test_a_slow_answer_is_seen_to_come(writing: World) -> None:
    """1, 2: "typing" is there before the model has written a word, and again before it fades; the answer grows as a
    draft, then stands as a message, and the word that it takes long is gone.
    """
    assert (FIRST_AFTER < 1, RENEWED_AFTER < 5) == (True, True), "within a second; Telegram shows it for five"
    reader, telegram = writing.reader(), writing.telegram
    with writing.writer.holding() as held:
        asked = reader.write(ROGUN)
        assert telegram.actions(reader.id)[0]["action"] == "typing", writing.bot.output
        held.write_on()
        (first,) = telegram.drafts(reader.id)
        held.write_on()
        grown = telegram.drafts(reader.id, count=2)[-1]
        (slow,) = telegram.sent(reader.id, asked)
        assert slow.text == ENGLISH.still_looking
        assert len(telegram.actions(reader.id, count=2)) == 2, writing.bot.output
    (answer,) = writing.replies(reader, asked)
    assert first["draft_id"] == grown["draft_id"] == asked
    one, two, all_of_it = (text.partition("\n")[0] for text in (first["text"], grown["text"], answer.text))
    assert len(one) < len(two) < len(all_of_it)
    assert (two.startswith(one), all_of_it.startswith(two)) == (True, True)
    assert telegram.gone(slow)
    assert answer.versions == [answer.text]
    kinds = [call["method"] for call in telegram.calls(reader.id)]
    assert kinds.index("sendChatAction") < kinds.index("sendMessageDraft") < kinds.index("sendMessage")
    assert kinds[-2:] == ["deleteMessage", "sendMessage"]


@pytest.mark.behaviour(1)
def test_typing_costs_no_answer(writing: World) -> None:
    """1: where "typing" hangs and fails, the answer comes all the same."""
    reader, telegram = writing.reader(), writing.telegram
    telegram.fail("sendChatAction", chat_id=reader.id, delay=60, times=99)
    with writing.writer.holding() as held:
        asked = reader.write(ROGUN)
        writing.until(lambda: telegram.calls(reader.id, "sendChatAction"))
        held.finish()
        assert "¹" in writing.replies(reader, asked)[0].text
    assert "ended" not in telegram.calls(reader.id, "sendChatAction")[0]


@pytest.mark.behaviour(2)
def test_a_group_gets_one_message(writing: World) -> None:
    """2: no draft, no edit: one message, and "typing" before it."""
    member, telegram = writing.member(-2001), writing.telegram
    with writing.writer.holding() as held:
        asked = member.mention(ROGUN)
        held.write_on()
        telegram.actions(-2001)
    (answer,) = writing.replies(member, asked)
    assert answer.versions == [answer.text]
    calls = [call["method"] for call in telegram.calls(-2001)]
    assert set(calls) <= {"sendChatAction", "sendMessage"}
    assert calls.count("sendMessage") == 1


@pytest.mark.behaviour(15)
def test_stop_and_retry(writing: World) -> None:
    """15: the button under the word that it takes long ends the work, another one begins it anew."""
    reader, telegram = writing.reader(), writing.telegram
    with writing.writer.holding() as held:
        asked = reader.write(ROGUN)
        (slow,) = telegram.sent(reader.id, asked)
        reader.press(slow, ENGLISH.buttons["stop"])
        assert telegram.gone(slow)
        (stopped,) = writing.replies(reader, asked)
        assert stopped.text == ENGLISH.stopped
        held.finish()
    reader.press(stopped, ENGLISH.buttons["retry"])
    _, answer = writing.replies(reader, asked, 2)
    assert "3,600 megawatts" in answer.text
    assert telegram.message(stopped, versions=2).buttons == []


@pytest.mark.behaviour(15)
def test_the_command_stop(writing: World) -> None:
    """15: /stop gives up what is in work and what waits behind it; then there is nothing to stop."""
    reader = writing.reader()
    with writing.writer.holding() as held:
        asked = reader.write(ROGUN)
        assert held.arrived.wait(60), writing.bot.output
        reader.write(TUNNEL)
        reader.write("/stop")
        said = [reply.text for reply in writing.replies(reader, asked, 2)]
        assert said == [ENGLISH.stopped, ENGLISH.stopped]
    assert reader.ask("/stop").text == ENGLISH.nothing_to_stop
    assert "¹" in reader.ask(TUNNEL).text
    assert len(writing.telegram.sent(reader.id)) == 4


@pytest.mark.behaviour(16)
def test_one_question_a_user(writing: World) -> None:
    """16: the next ones wait, with a notice; those beyond the queue are left out, with a word; nobody else waits."""
    many, other, telegram = writing.reader(), writing.reader(), writing.telegram
    with writing.writer.holding() as held:
        asked = [many.write(ROGUN) for _ in range(1 + QUEUE)]
        assert held.arrived.wait(60), writing.bot.output
        left_out = [many.write(ROGUN) for _ in range(3)]
        assert "¹" in other.ask(TUNNEL).text
        writing.until(lambda: ENGLISH.queued in [reply.text for reply in telegram.sent(many.id)])
        before = {reply.text: reply.answers for reply in telegram.sent(many.id)}
    assert before.pop(ENGLISH.queued) == asked[1]
    assert before.pop(ENGLISH.too_many.format(count=QUEUE)) == left_out[0]
    assert set(before) <= {ENGLISH.still_looking}
    replies = writing.replies(many, 0, 2 + len(asked))
    assert [reply.answers for reply in replies if "¹" in reply.text] == asked
    writing.idle()
    assert len(writing.replies(many, 0)) == 2 + len(asked)
