"""Who gets a digest, where and when, and what was in those that were sent."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from bot.state.tables import digest_stories, digests, notifications

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from bot.place import Place
    from bot.state.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A digest that somebody has ordered.

    Attributes:
        id: Its number.
        person: Who has ordered it, and whose time zone counts.
        chat: Where it is sent.
        topic: In which topic of a forum; 0 where there are none.
        language: Code of the language in which its chat is spoken to.
        minutes: At which time of the day, after midnight.
        due: When the next one is, in seconds since 1970.
        day: That of the last one, where its person lives; `None` before the first.
        unread: How many were sent since somebody pressed or asked something.
        asked: Whether an answer is awaited whether to go on.
        parts: The message that is being sent, as JSON types; `None` where none is.
        begun: How many of its parts have been sent.
    """

    id: int
    person: int
    chat: int
    topic: int
    language: str
    minutes: int
    due: float
    day: date | None
    unread: int
    asked: bool
    parts: dict[str, Any] | None
    begun: int


class Digests:
    """The digests of a bot.

    Args:
        database: The state.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def order(self, place: Place, person: int, language: str, minutes: int, due: float) -> None:
        """Send a digest to a chat and topic, from a moment on; one that is sent there already changes.

        Args:
            place: Where.
            person: Who orders it.
            language: Code of the language in which they are spoken to.
            minutes: At which time of the day, after midnight.
            due: When the next one is, in seconds since 1970.
        """
        values = {
            "person": person,
            "language": language,
            "minutes": minutes,
            "due": due,
            "unread": 0,
            "asked": False,
        }
        ordered = self._database.insert(digests).values(
            chat=place.chat, topic=place.topic or 0, begun=0, **values
        )
        with self._database.autocommit() as connection:
            connection.execute(ordered.on_conflict_do_update(index_elements=["chat", "topic"], set_=values))

    def at(self, place: Place) -> Digest | None:
        """The digest of a chat and topic."""
        found = self._found(digests.c.chat == place.chat, digests.c.topic == (place.topic or 0))
        return found[0] if found else None

    def get(self, digest: int) -> Digest | None:
        """The digest with a number."""
        found = self._found(digests.c.id == digest)
        return found[0] if found else None

    def of(self, person: int) -> list[Digest]:
        """Those that somebody has ordered."""
        return self._found(digests.c.person == person)

    def due(self, now: float) -> list[Digest]:
        """Those that are to be sent now, in seconds since 1970; the longest overdue first."""
        return self._found(digests.c.due <= now, digests.c.asked.is_(False))

    def begin(
        self, digest: int, parts: dict[str, Any], stories: Sequence[bytes], notified: Sequence[int]
    ) -> None:
        """Keep a message until it is sent; what is in it is not sent again, whatever becomes of this process.

        Args:
            digest: The digest's number.
            parts: The message, as JSON types.
            stories: The signatures of its stories.
            notified: Numbers of the notifications that it holds, or that tell a story of it once more.
        """
        now = time.time()
        with self._database.transaction() as connection:
            kept = update(digests).where(digests.c.id == digest)
            connection.execute(kept.values(parts=json.dumps(parts, ensure_ascii=False), begun=0))
            rows = [{"digest": digest, "sent": now, "signature": signature} for signature in stories]
            if rows:
                connection.execute(insert(digest_stories), rows)
            if notified:
                sent = update(notifications).where(notifications.c.id.in_(notified))
                connection.execute(sent.values(sent=now))

    def record(self, digest: int, begun: int) -> None:
        """Record how many parts of a message have been sent."""
        self._change(digest, begun=begun)

    def finish(self, digest: Digest, due: float, day: date, *, sent: bool) -> None:
        """A day's digest is done.

        Args:
            digest: The digest.
            due: When the next one is, in seconds since 1970.
            day: The day, where its person lives.
            sent: Whether there was anything to send.
        """
        values = {"due": due, "day": day.isoformat(), "parts": None, "begun": 0}
        self._change(digest.id, **values, unread=digests.c.unread + (1 if sent else 0))

    def set_asked(self, digest: int, *, asked: bool) -> None:
        """Note whether an answer is awaited whether to go on."""
        self._change(digest, asked=asked)

    def go_on(self, digest: int, due: float) -> None:
        """Send a digest again, from a moment on."""
        self._change(digest, asked=False, unread=0, due=due)

    def reschedule(self, digest: int, due: float) -> None:
        """Let the next one come at another moment."""
        self._change(digest, due=due)

    def seen(self, chat: int) -> None:
        """Somebody has pressed or asked something in a chat."""
        unread = digests.c.chat == chat, digests.c.unread > 0
        with self._database.autocommit() as connection:
            # To write would have others wait, and mostly there is nothing to write.
            if connection.execute(select(digests.c.id).where(*unread).limit(1)).first():
                connection.execute(update(digests).where(*unread).values(unread=0))

    def stories(self, digest: int) -> list[bytes]:
        """The signatures of the stories that were in a digest."""
        query = select(digest_stories.c.signature).where(digest_stories.c.digest == digest)
        with self._database.autocommit() as connection:
            return [bytes(signature) for (signature,) in connection.execute(query)]

    def end(self, digest: int) -> None:
        """Send a digest no more."""
        self._delete(digests.c.id == digest)

    def leave(self, chat: int) -> None:
        """Send none to a chat that the bot can no longer write to."""
        self._delete(digests.c.chat == chat)

    def forget(self, person: int) -> None:
        """Send none that a person has ordered."""
        self._delete(digests.c.person == person)

    def move(self, chat: int, to: int) -> None:
        """Let a group that has become a supergroup keep its digests; of two in one place, the one there stays."""
        with self._database.transaction() as connection:
            there = select(digests.c.topic).where(digests.c.chat == to).scalar_subquery()
            moved = update(digests).where(digests.c.chat == chat, digests.c.topic.not_in(there))
            connection.execute(moved.values(chat=to))
        self.leave(chat)

    def purge(self, before: float) -> None:
        """Delete which stories were sent before a time: they are too old to come again."""
        with self._database.autocommit() as connection:
            connection.execute(delete(digest_stories).where(digest_stories.c.sent < before))

    def _change(self, digest: int, **values: Any) -> None:
        with self._database.autocommit() as connection:
            connection.execute(update(digests).where(digests.c.id == digest).values(**values))

    def _found(self, *meant: Any) -> list[Digest]:
        query = select(digests).where(*meant).order_by(digests.c.due, digests.c.id)
        with self._database.autocommit() as connection:
            return [_digest(row) for row in connection.execute(query)]

    def _delete(self, meant: Any) -> None:
        gone = select(digests.c.id).where(meant).scalar_subquery()
        with self._database.transaction() as connection:
            connection.execute(delete(digest_stories).where(digest_stories.c.digest.in_(gone)))
            connection.execute(delete(digests).where(meant))


def _digest(row: Row[Any]) -> Digest:
    facts = row._asdict()
    facts["day"] = date.fromisoformat(facts["day"]) if facts["day"] else None
    facts["parts"] = json.loads(facts["parts"]) if facts["parts"] else None
    return Digest(**facts)
