"""Queries that wait for an answer: pressed buttons, and inline mode."""

from __future__ import annotations

import itertools
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from tests.e2e.bot_api.errors import bad_request

if TYPE_CHECKING:
    from collections.abc import Callable

LIFETIMES = {"callback": 15.0, "inline": 30.0}
"""Seconds in which Telegram takes an answer; people report these."""


@dataclass
class Query:
    """One query.

    Attributes:
        id: Its id.
        kind: "callback" or "inline".
        asked_at: When it came, on the clock of the queries.
        answered_after: Seconds until the bot answered; None as long as it has not.
        answer: What the bot answered, as its parameters.
    """

    id: str
    kind: str
    asked_at: float
    answered_after: float | None = None
    answer: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


class Queries:
    """All queries of the bot; each is answered once, in time.

    Args:
        clock: Tells the seconds.

    Attributes:
        lifetimes: Seconds in which an answer is taken, by kind.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.lifetimes = dict(LIFETIMES)
        self._clock = clock
        self._ids = itertools.count(5001)
        self._queries: dict[str, Query] = {}

    def ask(self, kind: str) -> Query:
        query = Query(str(next(self._ids)), kind, self._clock())
        self._queries[query.id] = query
        return query

    def find(self, query_id: str) -> Query | None:
        return self._queries.get(query_id)

    def answer(self, kind: str, query_id: str, answer: dict[str, Any]) -> None:
        """Take the bot's answer.

        Raises:
            ApiError: There is no such query, it is answered, or it is too old.
        """
        query = self.open(kind, query_id)
        query.answer = answer
        query.answered_after = self._clock() - query.asked_at

    def open(self, kind: str, query_id: str) -> Query:
        """A query that can still be answered.

        Raises:
            ApiError: There is none.
        """
        query = self._queries.get(query_id)
        if (
            query is None
            or query.kind != kind
            or query.answered_after is not None
            or self._clock() - query.asked_at > self.lifetimes[kind]
        ):
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        return query
