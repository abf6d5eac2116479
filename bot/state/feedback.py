"""What people think of answers."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, delete, func, select

from bot.state.tables import exchanges, feedback

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.state.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What people think of one answer.

    Attributes:
        exchange: The number of the exchange.
        question: The question as it was asked.
        searched_for: The question that was searched for.
        answer: The answer, with marks.
        outcome: "answered" or "refused".
        answered_by: Who wrote it.
        language: Code of the question's language.
        citations: What it cites, as `citations_to_json` writes it.
        asked: When, in seconds since 1970.
        up: How many liked it.
        down: How many did not.
    """

    exchange: int
    question: str
    searched_for: str
    answer: str
    outcome: str
    answered_by: str
    language: str
    citations: str
    asked: float
    up: int
    down: int


class Feedback:
    """The feedback on a bot's answers, one verdict a person and answer.

    Args:
        database: The state.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def give(self, exchange: int, person: int, verdict: int) -> None:
        """Note what somebody thinks of an answer, in place of what they thought before.

        Args:
            exchange: Its number.
            person: Who.
            verdict: 1 for good, -1 for bad.
        """
        given = self._database.insert(feedback).values(
            exchange=exchange, person=person, verdict=verdict, given=time.time()
        )
        with self._database.autocommit() as connection:
            connection.execute(
                given.on_conflict_do_update(
                    index_elements=["exchange", "person"],
                    set_={"verdict": given.excluded.verdict, "given": given.excluded.given},
                )
            )

    def take_back(self, exchange: int, person: int) -> None:
        """Forget what somebody thought of an answer."""
        with self._database.autocommit() as connection:
            connection.execute(
                delete(feedback).where(feedback.c.exchange == exchange, feedback.c.person == person)
            )

    def counts(self, since: float) -> tuple[int, int]:
        """How often people found an answer good, and bad, since a time."""
        query = (
            select(feedback.c.verdict, func.count())
            .where(feedback.c.given >= since)
            .group_by(feedback.c.verdict)
        )
        with self._database.autocommit() as connection:
            found = {int(verdict): int(count) for verdict, count in connection.execute(query)}
        return found.get(1, 0), found.get(-1, 0)

    def judgements(self) -> Iterator[Judgement]:
        """Every answer that somebody had a word on, oldest first."""
        up = func.sum(case((feedback.c.verdict > 0, 1), else_=0))
        down = func.sum(case((feedback.c.verdict < 0, 1), else_=0))
        query = (
            select(
                exchanges.c.id.label("exchange"),
                exchanges.c.question,
                exchanges.c.searched_for,
                exchanges.c.answer,
                exchanges.c.outcome,
                exchanges.c.answered_by,
                exchanges.c.language,
                exchanges.c.citations,
                exchanges.c.asked,
                up.label("up"),
                down.label("down"),
            )
            .join(feedback, feedback.c.exchange == exchanges.c.id)
            .group_by(exchanges.c.id)
            .order_by(exchanges.c.id)
        )
        with self._database.autocommit() as connection:
            for row in connection.execute(query).all():
                yield Judgement(**row._asdict())

    def forget(self, person: int) -> None:
        """Delete what a person thought."""
        with self._database.autocommit() as connection:
            connection.execute(delete(feedback).where(feedback.c.person == person))
