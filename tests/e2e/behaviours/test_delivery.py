"""Chats that Telegram limits, people who block the bot, groups that move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.texts import LANGUAGES
from tests.e2e.behaviours.world import ROGUN, TUNNEL

if TYPE_CHECKING:
    from tests.e2e.behaviours.world import World

ENGLISH = LANGUAGES["en"]


@pytest.mark.behaviour(18)
def test_a_limited_chat_waits_alone(quoting: World) -> None:
    """18: as long as Telegram says, in which nothing at all is sent there; everybody else is answered meanwhile."""
    limited, other, telegram = quoting.reader(), quoting.reader(), quoting.telegram
    telegram.fail("sendMessage", chat_id=limited.id, status=429, retry_after=2)
    asked = limited.write(ROGUN)
    quoting.until(lambda: telegram.calls(limited.id, "sendMessage"))
    assert "¹" in other.ask(TUNNEL).text
    assert telegram.sent(limited.id, seconds=0) == []
    assert "¹" in quoting.replies(limited, asked)[0].text
    refused, *later = telegram.calls(limited.id)[-2:]
    assert [refused["status"], *(call["status"] for call in later)] == [429, 200]
    assert later[0]["began_at"] - refused["ended_at"] >= 2
    quoting.idle()
    assert len(telegram.sent(limited.id)) == 1


@pytest.mark.behaviour(18)
def test_who_blocks_the_bot_is_left_alone(writing: World) -> None:
    """18: no apology, no storm of attempts, nobody else's harm; who unblocks it soon has the answer, once."""
    reader, other, telegram = writing.reader(), writing.reader(), writing.telegram
    with writing.writer.holding() as held:
        asked = reader.write(ROGUN)
        assert held.arrived.wait(60), writing.bot.output
        reader.block()
    writing.until(lambda: telegram.calls(reader.id, "sendMessage"))
    assert "¹" in other.ask(TUNNEL).text
    reader.unblock()
    (answer,) = writing.replies(reader, asked)
    assert "3,600 megawatts" in answer.text
    writing.idle()
    assert len(telegram.sent(reader.id)) == 1
    assert [call["status"] for call in telegram.calls(reader.id, "sendMessage")] == [403, 200]


@pytest.mark.behaviour(18)
def test_a_group_that_becomes_a_supergroup(writing: World) -> None:
    """18: an answer that is under way then arrives in the new chat, which knows the conversation."""
    member = writing.member(-2401)
    with writing.writer.holding() as held:
        asked = member.mention(TUNNEL)
        assert held.arrived.wait(60), writing.bot.output
        member.upgrade_group(-1002401)
    assert "¹" in writing.replies(member, asked)[0].text
    assert writing.telegram.sent(-2401, seconds=0) == []
    (follow_up,) = writing.replies(member, member.mention("When was it opened?"))
    assert ENGLISH.searched_for.format(question="When was the Istiqlol tunnel opened?") in follow_up.text
