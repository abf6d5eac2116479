"""Where a message belongs."""

from __future__ import annotations

from datetime import UTC, datetime

from telegram import Chat, Message

from bot.place import Place


def test_a_reply_goes_to_the_topic_of_its_message() -> None:
    """In a forum; elsewhere a number of a thread names replies, and no topic."""
    forum = Chat(-100, Chat.SUPERGROUP, is_forum=True)
    now = datetime.now(UTC)
    inside = Message(5, now, forum, message_thread_id=9, is_topic_message=True)
    assert Place.of(inside) == Place(chat=-100, topic=9, message=5)
    replied = Message(5, now, Chat(-100, Chat.SUPERGROUP), message_thread_id=9)
    assert Place.of(replied) == Place(chat=-100, message=5)


def test_private_chats() -> None:
    """A person's number is positive, a group's is negative."""
    assert Place(chat=77).is_private
    assert not Place(chat=-100).is_private
