"""What was asked and answered, by chat and topic: the memory of a conversation, and what buttons refer to."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from langchain_core.messages import BaseMessage, HumanMessage
from sqlalchemy import bindparam, delete, func, insert, select

from bot.state.citations import citations_from_json, citations_to_json
from bot.state.tables import answer_messages, conversations, exchanges, feedback

if TYPE_CHECKING:
    from sqlalchemy import Row

    from bot.place import Place
    from bot.state.database import Database
    from retrieval.answer import Answer, Citation
from retrieval.conversation import answer_message

_REMEMBERED = 3  # exchanges that a follow-up may depend on
_REMEMBERED_SECONDS = 24 * 3600.0

# What each question needs is put together once: SQLAlchemy takes several times as long for that as SQLite for the work.
_ADD = insert(exchanges).returning(exchanges.c.id)
_BEGUN = (
    select(conversations.c.since)
    .where(conversations.c.chat == bindparam("chat"), conversations.c.topic == bindparam("topic"))
    .scalar_subquery()
)
_SAID = (
    select(exchanges.c.question, exchanges.c.answer, exchanges.c.outcome)
    .where(
        exchanges.c.chat == bindparam("chat"),
        exchanges.c.topic == bindparam("topic"),
        exchanges.c.asked > func.coalesce(_BEGUN, 0.0),
        exchanges.c.asked > bindparam("after"),
        exchanges.c.id <= bindparam("up_to"),
    )
    .order_by(exchanges.c.id.desc())
    .limit(_REMEMBERED)
)
_ANY = 2**63 - 1  # no number of an exchange is greater


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question and its answer.

    Attributes:
        id: Its number.
        person: Who asked.
        chat: Where.
        topic: In which topic of a forum; 0 where there are none.
        asked: When, in seconds since 1970.
        seconds: How long the answer took.
        question: The question as it was asked.
        searched_for: The question that was searched for.
        answer: The answer as it was shown, with marks.
        outcome: "answered" or "refused".
        answered_by: Who wrote it: "extract" for quoted sentences, else the language model's name.
        language: Code of the question's language.
        citations: What the answer cites; for a refusal, what came nearest.
    """

    id: int
    person: int
    chat: int
    topic: int
    asked: float
    seconds: float
    question: str
    searched_for: str
    answer: str
    outcome: str
    answered_by: str
    language: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedQuestion:
    """A question that the articles did not answer.

    Attributes:
        person: Who asked.
        question: What was searched for.
        language: Code of its language.
    """

    person: int
    question: str
    language: str


class Conversations:
    """The conversations of a bot.

    Args:
        database: The state.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._shown = database.insert(answer_messages).on_conflict_do_nothing()

    def add(self, place: Place, person: int, answer: Answer, seconds: float) -> int:
        """Remember an exchange.

        Args:
            place: Where it took place.
            person: Who asked.
            answer: The answer, which holds its question.
            seconds: How long it took.

        Returns:
            Its number.
        """
        cited = answer.nearest if answer.refused else answer.citations
        values = {
            "person": person,
            "chat": place.chat,
            "topic": place.topic or 0,
            "asked": time.time(),
            "seconds": seconds,
            "question": answer.question,
            "searched_for": answer.searched_for,
            "answer": answer.text,
            "outcome": "refused" if answer.refused else "answered",
            "answered_by": answer.answered_by,
            "language": answer.language,
            "citations": citations_to_json(cited),
        }
        with self._database.autocommit() as connection:
            return int(connection.execute(_ADD, values).scalar_one())

    def shown(self, exchange: int, chat: int, message: int) -> None:
        """Note which message of a chat shows an answer."""
        with self._database.autocommit() as connection:
            connection.execute(self._shown, {"chat": chat, "message": message, "exchange": exchange})

    def get(self, exchange: int, chat: int) -> Exchange | None:
        """The exchange with a number, where it took place in this chat and is still remembered."""
        query = select(exchanges).where(exchanges.c.id == exchange, exchanges.c.chat == chat)
        with self._database.autocommit() as connection:
            row = connection.execute(query).first()
        return _exchange(row) if row else None

    def of_message(self, chat: int, message: int) -> int | None:
        """The number of the exchange whose answer a message shows."""
        query = select(answer_messages.c.exchange).where(
            answer_messages.c.chat == chat, answer_messages.c.message == message
        )
        with self._database.autocommit() as connection:
            found = connection.execute(query).scalar()
        return int(found) if found is not None else None

    def history(self, place: Place, up_to: int | None = None) -> list[BaseMessage]:
        """What was said in a chat and topic lately, oldest first, since the conversation was begun anew.

        Args:
            place: Where.
            up_to: The number of the last exchange that counts, where somebody replies to an older answer.
        """
        meant = {
            "chat": place.chat,
            "topic": place.topic or 0,
            "after": time.time() - _REMEMBERED_SECONDS,
            "up_to": _ANY if up_to is None else up_to,
        }
        with self._database.autocommit() as connection:
            found = connection.execute(_SAID, meant).all()
        said: list[BaseMessage] = []
        for question, answer, outcome in reversed(found):
            said += [HumanMessage(question), answer_message(answer, refused=outcome == "refused")]
        return said

    def said(self, place: Place, most: int) -> list[Exchange]:
        """What was said in a chat and topic since the conversation was begun anew, oldest first.

        Args:
            place: Where.
            most: At most so many exchanges, the newest.
        """
        topic = place.topic or 0
        begun = select(conversations.c.since).where(
            conversations.c.chat == place.chat, conversations.c.topic == topic
        )
        query = (
            select(exchanges)
            .where(exchanges.c.chat == place.chat, exchanges.c.topic == topic)
            .where(exchanges.c.asked > func.coalesce(begun.scalar_subquery(), 0.0))
            .order_by(exchanges.c.id.desc())
            .limit(most)
        )
        with self._database.autocommit() as connection:
            return [_exchange(row) for row in reversed(connection.execute(query).all())]

    def start_over(self, place: Place) -> None:
        """Let what was said in a chat and topic so far no longer count."""
        since = self._database.insert(conversations).values(
            chat=place.chat, topic=place.topic or 0, since=time.time()
        )
        with self._database.autocommit() as connection:
            connection.execute(
                since.on_conflict_do_update(
                    index_elements=["chat", "topic"], set_={"since": since.excluded.since}
                )
            )

    def move(self, chat: int, to: int) -> None:
        """Let a group that has become a supergroup keep its conversations."""
        with self._database.transaction() as connection:
            for table in (exchanges, conversations):
                connection.execute(table.update().where(table.c.chat == chat).values(chat=to))

    def since(self, moment: float) -> list[Exchange]:
        """All exchanges since a time, in seconds since 1970, oldest first."""
        query = select(exchanges).where(exchanges.c.asked >= moment).order_by(exchanges.c.id)
        with self._database.autocommit() as connection:
            return [_exchange(row) for row in connection.execute(query)]

    def refused(self, since: float, most: int) -> list[RefusedQuestion]:
        """What the articles did not answer since a time, in seconds since 1970; at most so many, the newest."""
        query = (
            select(exchanges.c.person, exchanges.c.searched_for.label("question"), exchanges.c.language)
            .where(exchanges.c.asked >= since, exchanges.c.outcome == "refused")
            .order_by(exchanges.c.id.desc())
            .limit(most)
        )
        with self._database.autocommit() as connection:
            return [RefusedQuestion(**row._asdict()) for row in connection.execute(query)]

    def forget(self, person: int) -> None:
        """Delete all exchanges of a person."""
        self._delete(exchanges.c.person == person)

    def purge(self, before: float) -> None:
        """Delete all exchanges from before a time."""
        self._delete(exchanges.c.asked < before)

    def _delete(self, meant: Any) -> None:
        gone = select(exchanges.c.id).where(meant).scalar_subquery()
        with self._database.transaction() as connection:
            connection.execute(delete(answer_messages).where(answer_messages.c.exchange.in_(gone)))
            connection.execute(delete(feedback).where(feedback.c.exchange.in_(gone)))
            connection.execute(delete(exchanges).where(meant))


def _exchange(row: Row[Any]) -> Exchange:
    facts = row._asdict()
    return Exchange(**{**facts, "citations": citations_from_json(facts["citations"])})
