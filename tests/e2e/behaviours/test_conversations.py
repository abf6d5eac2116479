"""What the bot remembers of what was said before, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.texts import LANGUAGES
from tests.e2e.behaviours.world import ROGUN, TUNNEL

if TYPE_CHECKING:
    from tests.e2e.behaviours.world import World
    from tests.e2e.telegram_user import TelegramUser

ENGLISH = LANGUAGES["en"]
WHEN = "When was it opened?"


def _looked_for(question: str) -> str:
    return ENGLISH.searched_for.format(question=question)


@pytest.mark.behaviour(12)
def test_a_follow_up_knows_its_chat(quoting: World) -> None:
    """12: what "it" is was said before in this chat; /new forgets it, and others never knew."""
    reader, other = quoting.reader(), quoting.reader()
    reader.ask(TUNNEL)
    assert _looked_for("When was the Istiqlol tunnel opened?") in reader.ask(WHEN).text
    assert "I looked for" not in other.ask(WHEN).text
    assert reader.ask("/new").text == ENGLISH.new_conversation
    assert "I looked for" not in reader.ask(WHEN).text


@pytest.mark.behaviour(12)
def test_each_topic_has_a_conversation_of_its_own(quoting: World) -> None:
    """12: "it" is another thing in each topic of a group, whoever asks, and /new forgets that of its topic alone."""
    tunnels, dams = quoting.member(-2201, topic=21), quoting.member(-2201, topic=22)

    def asked(member: TelegramUser, text: str) -> str:
        return quoting.replies(member, member.mention(text))[0].text

    asked(tunnels, TUNNEL)
    asked(dams, ROGUN)
    assert _looked_for("When was the Istiqlol tunnel opened?") in asked(tunnels, WHEN)
    assert _looked_for("When was Rogun opened?") in asked(dams, WHEN)
    assert quoting.replies(tunnels, tunnels.write("/new"))[0].text == ENGLISH.new_conversation
    assert "I looked for" not in asked(tunnels, WHEN)
    assert _looked_for("When was Rogun opened?") in asked(dams, WHEN)


@pytest.mark.behaviour(12)
def test_a_reply_goes_on_from_where_it_points(quoting: World) -> None:
    """12: what was said after the answer that is replied to does not count."""
    reader = quoting.reader()
    tunnel = reader.ask(TUNNEL)
    reader.ask(ROGUN)
    (answer,) = quoting.replies(reader, reader.reply_to(tunnel, WHEN))
    assert _looked_for("When was the Istiqlol tunnel opened?") in answer.text
