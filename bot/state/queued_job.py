"""A job as it stands in the queue."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedJob:
    """A job as it stands in the queue.

    Attributes:
        id: The job's number.
        person: Who asks; a user's number, or a chat's where somebody writes in its name.
        chat: The number of the chat.
        payload: The update as Telegram wrote it.
        received: When the message was written, where that is known; else when it arrived. Seconds since 1970.
        attempts: How many attempts have begun, the present one included.
        parts: The reply as JSON types, where its sending had begun before; else `None`.
        begun: How many messages of the reply have been sent.
        instance: Who has claimed it; `None` where it waits.
    """

    id: int
    person: int
    chat: int
    payload: dict[str, Any]
    received: float
    attempts: int = 0
    parts: dict[str, Any] | None = None
    begun: int = 0
    instance: str | None = None

    @classmethod
    def of(cls, row: Row[Any]) -> QueuedJob:
        """The job in a row of the table."""
        return cls(
            id=row.id,
            person=row.person,
            chat=row.chat,
            payload=json.loads(row.payload),
            received=row.received,
            attempts=row.attempts,
            parts=json.loads(row.parts) if row.parts else None,
            begun=row.begun,
            instance=row.taken_by,
        )
