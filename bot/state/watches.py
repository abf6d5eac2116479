"""What people watch for."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from bot.state.tables import notifications, watches

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from bot.place import Place
    from bot.state.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A standing question.

    Attributes:
        id: Its number.
        person: Who is notified.
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
            place: Where its person is notified.
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
        with self._database.transaction("watches") as connection:
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
        with self._database.autocommit() as connection:
            return [watch_of(row) for row in connection.execute(query)]

    def at(self, place: Place) -> list[Watch]:
        """What anybody watches for in a chat and topic."""
        query = select(watches).where(watches.c.chat == place.chat, watches.c.topic == (place.topic or 0))
        with self._database.autocommit() as connection:
            return [watch_of(row) for row in connection.execute(query.order_by(watches.c.id))]

    def all(self) -> list[Watch]:
        """Every standing question."""
        with self._database.autocommit() as connection:
            return [watch_of(row) for row in connection.execute(select(watches).order_by(watches.c.id))]

    def stop(self, watch: int, person: int) -> Watch | None:
        """Stop watching; tells what was stopped, `None` where it is not there or somebody else's."""
        query = select(watches).where(watches.c.id == watch, watches.c.person == person)
        with self._database.transaction() as connection:
            row = connection.execute(query).first()
            if row is None:
                return None
            _delete(connection, watches.c.id == watch)
        return watch_of(row)

    def leave(self, chat: int) -> None:
        """Stop everything in a chat that the bot can no longer write to."""
        with self._database.transaction() as connection:
            _delete(connection, watches.c.chat == chat)

    def move(self, chat: int, to: int) -> None:
        """Let a group that has become a supergroup keep its standing questions."""
        with self._database.autocommit() as connection:
            connection.execute(update(watches).where(watches.c.chat == chat).values(chat=to))

    def count(self) -> int:
        """How many standing questions there are."""
        with self._database.autocommit() as connection:
            return int(connection.execute(select(func.count()).select_from(watches)).scalar_one())

    def forget(self, person: int) -> None:
        """Delete everything that a person watches for."""
        with self._database.transaction() as connection:
            _delete(connection, watches.c.person == person)


def _delete(connection: Connection, meant: Any) -> None:
    gone = select(watches.c.id).where(meant).scalar_subquery()
    connection.execute(delete(notifications).where(notifications.c.watch.in_(gone)))
    connection.execute(delete(watches).where(meant))


def watch_of(row: Row[Any]) -> Watch:
    """The standing question in a row of the table."""
    return Watch(
        id=row.id,
        person=row.person,
        chat=row.chat,
        topic=row.topic,
        text=row.text,
        language=row.language,
        created=row.created,
    )
