"""What people want to be told of, and what they have been told."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.state.conversations import citations_from_json, citations_to_json
from bot.state.tables import snapshots, tellings, watches

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Row

    from bot.place import Place
    from bot.state.database import Database
    from retrieval.answer import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A standing question.

    Attributes:
        id: Its number.
        person: Who wants to be told.
        chat: Where.
        topic: In which topic of a forum; 0 where there are none.
        text: The question, or words that name a topic.
        language: Code of the language in which its person is spoken to.
        created: Since when, in seconds since 1970.
    """

    id: int
    person: int
    chat: int
    topic: int
    text: str
    language: str
    created: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A passage that somebody is to be told of.

    Attributes:
        id: Its number.
        watch: What it answers.
        citation: The passage.
    """

    id: int
    watch: Watch
    citation: Citation


class Watches:
    """The standing questions of a bot's users.

    Args:
        database: The state.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, place: Place, person: int, text: str, language: str, most: int) -> bool | None:
        """Begin to watch.

        Args:
            place: Where its person is to be told.
            person: Who.
            text: The question, or words that name a topic.
            language: Code of the language in which they are spoken to.
            most: How many standing questions a person may have.

        Returns:
            Whether it is new; `None` where there are too many.
        """
        values = {
            "person": person,
            "chat": place.chat,
            "topic": place.topic or 0,
            "text": text,
            "language": language,
            "created": time.time(),
        }
        with self._database.writing() as connection:
            same = [watches.c[name] == values[name] for name in ("person", "chat", "topic", "text")]
            if connection.execute(select(watches.c.id).where(*same)).first():
                return False
            count = select(func.count()).select_from(watches).where(watches.c.person == person)
            if connection.execute(count).scalar_one() >= most:
                return None
            connection.execute(insert(watches).values(values))
        return True

    def of(self, person: int, place: Place) -> list[Watch]:
        """What somebody watches for in a chat and topic; in a private chat, everywhere."""
        query = select(watches).where(watches.c.person == person).order_by(watches.c.id)
        if place.chat != person:
            query = query.where(watches.c.chat == place.chat, watches.c.topic == (place.topic or 0))
        with self._database.reading() as connection:
            return [_watch(row) for row in connection.execute(query)]

    def all(self) -> list[Watch]:
        """Every standing question."""
        with self._database.reading() as connection:
            return [_watch(row) for row in connection.execute(select(watches).order_by(watches.c.id))]

    def stop(self, watch: int, person: int) -> Watch | None:
        """Stop watching; tells what was stopped, `None` where it is not there or somebody else's."""
        query = select(watches).where(watches.c.id == watch, watches.c.person == person)
        with self._database.writing() as connection:
            row = connection.execute(query).first()
            if row is None:
                return None
            _delete(connection, watches.c.id == watch)
        return _watch(row)

    def leave(self, chat: int) -> None:
        """Stop everything in a chat that the bot can no longer write to."""
        with self._database.writing() as connection:
            _delete(connection, watches.c.chat == chat)

    def move(self, chat: int, to: int) -> None:
        """Let a group that has become a supergroup keep its standing questions."""
        with self._database.reading() as connection:
            connection.execute(update(watches).where(watches.c.chat == chat).values(chat=to))

    def signatures(self, watch: int) -> list[bytes]:
        """The stories that were found for a standing question."""
        query = select(tellings.c.signature).where(tellings.c.watch == watch)
        with self._database.reading() as connection:
            return [bytes(signature) for (signature,) in connection.execute(query)]

    def found(self, watch: int, citation: Citation, signature: bytes) -> None:
        """Note a passage that is to be told."""
        values = {
            "watch": watch,
            "found": time.time(),
            "signature": signature,
            "citation": citations_to_json([citation]),
        }
        with self._database.reading() as connection:
            connection.execute(insert(tellings).values(values))

    def next(self, most_a_day: int, but: Collection[int] = ()) -> Telling | None:
        """The oldest passage that is to be told now.

        Args:
            most_a_day: How many passages a standing question may bring within 24 hours.
            but: Chats that are left out.
        """
        other = tellings.alias()
        lately = (
            select(func.count())
            .select_from(other)
            .where(other.c.watch == tellings.c.watch, other.c.told > time.time() - 24 * 3600)
            .scalar_subquery()
        )
        query = (
            select(watches, tellings.c.id.label("telling"), tellings.c.citation)
            .join(watches, watches.c.id == tellings.c.watch)
            .where(tellings.c.told.is_(None), tellings.c.citation.is_not(None), lately < most_a_day)
            .where(watches.c.chat.not_in(but))
            .order_by(tellings.c.id)
            .limit(1)
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return Telling(id=row.telling, watch=_watch(row), citation=citations_from_json(row.citation)[0])

    def told(self, telling: int, *, told: bool) -> None:
        """Note that a passage is being told, and is not to be told again; or that it was not told after all."""
        with self._database.reading() as connection:
            connection.execute(
                update(tellings).where(tellings.c.id == telling).values(told=time.time() if told else None)
            )

    def counts(self, since: float) -> tuple[int, int]:
        """How many standing questions there are, and how many passages were told since a time."""
        with self._database.reading() as connection:
            there = connection.execute(select(func.count()).select_from(watches)).scalar_one()
            told = connection.execute(
                select(func.count()).select_from(tellings).where(tellings.c.told >= since)
            ).scalar_one()
        return int(there), int(told)

    def baseline(self, name: str) -> bytes | None:
        """What is known of the articles that have been looked through."""
        with self._database.reading() as connection:
            found = connection.execute(select(snapshots.c.content).where(snapshots.c.name == name)).scalar()
        return bytes(found) if found is not None else None

    def keep_baseline(self, name: str, content: bytes) -> None:
        """Note which articles have been looked through."""
        kept = upsert(snapshots).values(name=name, content=content)
        with self._database.reading() as connection:
            connection.execute(
                kept.on_conflict_do_update(index_elements=["name"], set_={"content": kept.excluded.content})
            )

    def purge(self, before: float) -> None:
        """Delete the words of passages that were found before a time; which stories they told stays known."""
        with self._database.reading() as connection:
            connection.execute(update(tellings).where(tellings.c.found < before).values(citation=None))

    def forget(self, person: int) -> None:
        """Delete everything that a person watches for."""
        with self._database.writing() as connection:
            _delete(connection, watches.c.person == person)


def _delete(connection: Any, meant: Any) -> None:
    gone = select(watches.c.id).where(meant).scalar_subquery()
    connection.execute(delete(tellings).where(tellings.c.watch.in_(gone)))
    connection.execute(delete(watches).where(meant))


def _watch(row: Row[Any]) -> Watch:
    return Watch(
        id=row.id,
        person=row.person,
        chat=row.chat,
        topic=row.topic,
        text=row.text,
        language=row.language,
        created=row.created,
    )
