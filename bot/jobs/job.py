"""One errand in work: what its worker reads, and what it notes on the way."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from bot.outgoing.message import OutgoingMessage
from bot.place import Place
from bot.texts import Texts, texts_of

if TYPE_CHECKING:
    from telegram import Message, Update

    from bot.metrics import QuestionOutcome
    from bot.outgoing.sender import Sender
    from bot.state.job_table import JobTable
    from bot.state.queued_job import QueuedJob


class Job:
    """An errand in the hands of a worker.

    Args:
        errand: What lies in the inbox.
        update: The same as python-telegram-bot reads it.
        inbox: Where it lies.

    Attributes:
        errand: What lies in the inbox.
        update: The same as python-telegram-bot reads it.
        message: The message that asks.
        place: Where it stands.
        more: Further messages that continue its text, because Telegram cut it.
        outgoing: The answer, once it is known.
        outcome: How it ended, for the figures: "answered", "refused", "empty", "failed", "stopped" or "stale".
    """

    def __init__(self, errand: QueuedJob, update: Update, inbox: JobTable) -> None:
        if update.effective_message is None:
            raise TypeError(f"update {update.update_id} holds no message")
        self.errand = errand
        self.update = update
        self.message: Message = update.effective_message
        self.place = Place.of(self.message)
        self.more: list[str] = []
        self.outgoing: OutgoingMessage | None = (
            OutgoingMessage.from_json(errand.parts) if errand.parts else None
        )
        self.outcome: QuestionOutcome = errand.parts.get("outcome", "answered") if errand.parts else "failed"
        self._inbox = inbox

    @property
    def person(self) -> int:
        """Who asks."""
        return self.errand.person

    @property
    def texts(self) -> Texts:
        """What the bot says, in the language of who asks."""
        return texts_of(self.update)

    @property
    def seconds(self) -> float:
        """How long ago it was asked."""
        return time.time() - self.errand.received

    @property
    def parts(self) -> dict[str, Any] | None:
        """What the inbox keeps of an answer that is known, as JSON types: its messages, and how the job ends."""
        return {**self.outgoing.to_json(), "outcome": self.outcome} if self.outgoing else None

    async def send(self, sender: Sender, outgoing: OutgoingMessage) -> Message | None:
        """Send the answer, but for what of it went out before an earlier process ended.

        Args:
            sender: Sends it.
            outgoing: The answer.

        Returns:
            Its last message; `None` where all had gone out.

        Raises:
            TelegramError: It did not arrive; what is missing can be sent later.  A chat that Telegram wants left alone
                is not waited for, so that its answer takes nobody's place at the desk.
        """
        self.outgoing = outgoing
        parts = self.parts
        return await sender.send(
            self.place,
            outgoing,
            begun=self.errand.begun,
            record=lambda count: self._inbox.record_sending(self.errand.id, count, parts),
            waits=False,
        )
