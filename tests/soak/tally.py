"""Who asked what, and what became of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection

    from tests.e2e.reply import Reply
    from tests.e2e.telegram import Telegram
    from tests.e2e.telegram_user import TelegramUser
    from tests.soak.inbox import Inbox

_SAYS_WHY = ("apology", "unreadable", "stale", "too_many", "not_a_question", "no_articles", "empty")
_SAYS_THAT_IT_TAKES_LONGER = ("queued", "still_looking")


@dataclass
class Question:
    """A question, and what was sent to it.

    Attributes:
        person: Who asks.
        message_id: The number of the message that asks.
        asked_at: When it was written, in seconds since the epoch.
        answers: The messages that answer it.
        notices: The messages that say why it is not answered.
    """

    person: TelegramUser
    message_id: int
    asked_at: float
    answers: list[Reply] = field(default_factory=list)
    notices: list[Reply] = field(default_factory=list)

    @property
    def chat(self) -> int:
        return int(self.person.chat["id"])

    @property
    def settled(self) -> bool:
        """Whether the person has something in hand."""
        return bool(self.answers or self.notices)

    @property
    def answered_at(self) -> float:
        """When the first answer arrived, in seconds since the epoch."""
        return float(self.answers[0].raw["history"][0]["at"])

    def arrived(self, lost: Collection[int]) -> list[Reply]:
        """The answers of which the bot learned that they had arrived.

        Args:
            lost: Messages that Telegram took, and to whose sender it never said so.
        """
        return [answer for answer in self.answers if answer.message_id not in lost]


class Tally:
    """Questions to one bot, and what it sent.

    Args:
        telegram: Where they are asked.

    Attributes:
        questions: All of them, in the order in which they were asked.
        strays: What the bot sent that is no reply to any of them, and no notice that an answer takes its time.
    """

    def __init__(self, telegram: Telegram) -> None:
        self.questions: list[Question] = []
        self.strays: list[Reply] = []
        self._telegram = telegram
        self._asked: dict[int, Question] = {}
        self._seen = 0

    def ask(self, person: TelegramUser, text: str) -> Question:
        """Let somebody ask: in a group, the bot by its name."""
        number = person.write(text) if person.group is None else person.mention(text)
        self._asked[number] = question = Question(person, number, time.time())
        self.questions.append(question)
        return question

    def look(self, seconds: float = 0.0) -> None:
        """Read what the bot has sent since the last look, and wait for a first message that long."""
        for reply in self._telegram.sent(None, self._seen, seconds=seconds):
            self._seen = max(self._seen, reply.message_id)
            self._file(reply)

    def open(self, person: TelegramUser | None = None) -> list[Question]:
        """Questions, of somebody or of all, to which nothing was said yet."""
        return [
            each
            for each in self.questions
            if not each.settled and (person is None or each.person.id == person.id)
        ]

    def described(self, question: Question, inbox: Inbox) -> dict[str, object]:
        """What is known of a question, for whoever looks for the cause of a fault."""
        said = [*question.answers, *question.notices]
        return {
            "number": self.questions.index(question),
            "said": [f"{reply.message_id} {reply.text[:40]}" for reply in said],
            **inbox.history(question.message_id),
        }

    def _file(self, reply: Reply) -> None:
        question = self._asked.get(reply.answers or 0)
        if _is(reply, _SAYS_THAT_IT_TAKES_LONGER):
            return
        if question is None:
            self.strays.append(reply)
        elif _is(reply, _SAYS_WHY):
            question.notices.append(reply)
        else:
            question.answers.append(reply)


def _is(reply: Reply, names: Collection[str]) -> bool:
    """Whether a message is one of these texts, in any language; of one that holds a number, the beginning counts."""
    return any(
        reply.text.startswith(getattr(texts, name).partition("{")[0])
        for texts in LANGUAGES.values()
        for name in names
    )
