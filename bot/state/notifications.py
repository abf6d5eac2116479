"""Passages that people are notified of, because they watch for what is in them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, insert, select, update

from bot.state.citations import citations_from_json, citations_to_json
from bot.state.tables import digests, notifications, watches
from bot.state.watches import watch_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Row

    from bot.place import Place
    from bot.state.database import Database
    from bot.state.watches import Watch
    from retrieval.answer import Citation

_DAY_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """A passage that somebody is to be notified of.

    Attributes:
        id: Its number.
        watch: What it answers.
        citation: The passage.
        signature: Of its story.
    """

    id: int
    watch: Watch
    citation: Citation
    signature: bytes


class Notifications:
    """What was found for standing questions, sent and not sent yet.

    Args:
        database: The state.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, watch: int, citation: Citation, signature: bytes) -> None:
        """Keep a passage until it is sent.

        Args:
            watch: The number of the standing question.
            citation: The passage.
            signature: Of its story; see `retrieval.watches.story.same_story`.
        """
        values = {
            "watch": watch,
            "found": time.time(),
            "signature": signature,
            "citation": citations_to_json([citation]),
        }
        with self._database.autocommit() as connection:
            connection.execute(insert(notifications).values(values))

    def signatures(self, watch: int) -> list[bytes]:
        """The signatures of the stories that were found for a standing question."""
        query = (
            select(notifications.c.signature)
            .where(notifications.c.watch == watch)
            .order_by(notifications.c.id)
        )
        with self._database.autocommit() as connection:
            return [bytes(signature) for (signature,) in connection.execute(query)]

    def waiting(self, place: Place) -> list[Notification]:
        """What is to be sent to a chat and topic, newest first."""
        query = (
            select(watches, notifications.c.id.label("notification"), notifications.c.citation)
            .add_columns(notifications.c.signature)
            .join(watches, watches.c.id == notifications.c.watch)
            .where(watches.c.chat == place.chat, watches.c.topic == (place.topic or 0))
            .where(notifications.c.sent.is_(None), notifications.c.citation.is_not(None))
            .order_by(notifications.c.id.desc())
        )
        with self._database.autocommit() as connection:
            return [_notification(row) for row in connection.execute(query)]

    def sent_stories(self, place: Place) -> list[bytes]:
        """The signatures of the stories that were sent to a chat and topic."""
        query = (
            select(notifications.c.signature)
            .join(watches, watches.c.id == notifications.c.watch)
            .where(watches.c.chat == place.chat, watches.c.topic == (place.topic or 0))
            .where(notifications.c.sent.is_not(None))
        )
        with self._database.autocommit() as connection:
            return [bytes(signature) for (signature,) in connection.execute(query)]

    def next(self, most_a_day: int, but: Collection[int] = ()) -> Notification | None:
        """The oldest passage that is to be sent now; where a digest is sent, all of them wait for that.

        Args:
            most_a_day: How many notifications a standing question may bring within 24 hours.
            but: Chats that are left out.
        """
        other = notifications.alias()
        sent_lately = (
            select(func.count())
            .select_from(other)
            .where(other.c.watch == notifications.c.watch, other.c.sent > time.time() - _DAY_SECONDS)
            .scalar_subquery()
        )
        here = digests.c.chat == watches.c.chat, digests.c.topic == watches.c.topic
        digest = exists().where(*here, digests.c.asked.is_(False))
        query = (
            select(watches, notifications.c.id.label("notification"), notifications.c.citation)
            .add_columns(notifications.c.signature)
            .join(watches, watches.c.id == notifications.c.watch)
            .where(notifications.c.sent.is_(None), notifications.c.citation.is_not(None))
            .where(sent_lately < most_a_day, watches.c.chat.not_in(but), ~digest)
            .order_by(notifications.c.id)
            .limit(1)
        )
        with self._database.autocommit() as connection:
            row = connection.execute(query).first()
        return None if row is None else _notification(row)

    def record(self, notification: int, *, sent: bool) -> None:
        """Record that a passage is being sent, and is not to be sent again; or that sending it has failed."""
        recorded = update(notifications).where(notifications.c.id == notification)
        with self._database.autocommit() as connection:
            connection.execute(recorded.values(sent=time.time() if sent else None))

    def count_sent(self, since: float) -> int:
        """How many notifications were sent since a time, in seconds since 1970."""
        query = select(func.count()).select_from(notifications).where(notifications.c.sent >= since)
        with self._database.autocommit() as connection:
            return int(connection.execute(query).scalar_one())

    def purge(self, before: float) -> None:
        """Delete the words of passages that were found before a time; the signatures of their stories stay."""
        with self._database.autocommit() as connection:
            connection.execute(
                update(notifications).where(notifications.c.found < before).values(citation=None)
            )


def _notification(row: Row[Any]) -> Notification:
    (citation,) = citations_from_json(row.citation)
    return Notification(
        id=row.notification, watch=watch_of(row), citation=citation, signature=bytes(row.signature)
    )
