"""A job in work."""

from __future__ import annotations

import time
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from bot.jobs.reply import JobReply
from bot.place import Place
from bot.texts import texts_of

if TYPE_CHECKING:
    from telegram import Message, Update

    from bot.jobs.instance import Instance
    from bot.metrics import QuestionOutcome
    from bot.outgoing.sender import Sender
    from bot.state.job_table import JobTable
    from bot.state.queued_job import QueuedJob


class Job:
    """A job in work.

    Args:
        queued: The job as it was claimed.
        update: Its update.
        table: Where its sending is recorded.
        sender: Sends its reply.
        instance: This process, which marks what is recorded and not yet written.

    Attributes:
        id: The job's number.
        person: Who asks.
        queued: The job as it was claimed.
        update: Its update.
        message: The message that asks.
        place: Where the message stands.
        texts: The bot's texts, in the language of who asks.
        more: Texts that continue the message's own, because Telegram cut it.
        reply: The reply, once its sending has begun, in this attempt or an earlier one.
        begun: How many messages of it have been sent.

    Raises:
        TypeError: The update holds no message.
    """

    def __init__(
        self, queued: QueuedJob, update: Update, table: JobTable, sender: Sender, instance: Instance
    ) -> None:
        if update.effective_message is None:
            raise TypeError(f"update {update.update_id} holds no message")
        self.id = queued.id
        self.person = queued.person
        self.queued = queued
        self.update = update
        self.message: Message = update.effective_message
        self.place = Place.of(self.message)
        self.texts = texts_of(update)
        self.more: list[str] = []
        self.reply = JobReply.from_json(queued.parts) if queued.parts else None
        self.begun = queued.begun
        self._table = table
        self._sender = sender
        self._instance = instance

    @property
    def seconds(self) -> float:
        """How many seconds ago the job was asked for."""
        return time.time() - self.queued.received

    @property
    def result(self) -> QuestionOutcome:
        """How the question ends with the reply; "failed" where there is none."""
        return self.reply.result if self.reply else "failed"

    async def send(self, reply: JobReply) -> Message | None:
        """Send the reply, but for what of it an earlier attempt has sent.

        Each message is recorded before its bytes are written, so that a crash neither loses nor doubles it.

        Returns:
            The last message; `None` where all had been sent.

        Raises:
            TelegramError: The reply did not arrive; what is missing can be sent later.  A chat that Telegram limits
                is not waited for, so that its reply takes nobody's place among the workers.
            ClaimLostError: The job is somebody else's now.
            JobCancelledError: Its person does not want the reply any more.
            DatabaseUnreachableError: It cannot be recorded what is sent, so that nothing is.
        """
        self.reply = reply
        parts = reply.to_json()
        return await self._sender.send(
            self.place,
            reply.message,
            begun=self.begun,
            record=lambda count: self._record(count, parts),
            waits=False,
        )

    def _record(self, count: int, parts: dict[str, Any]) -> None:
        # What is not recorded is not sent; that a message was not sent is so, recorded or not.
        is_new = count > self.begun
        self.begun = min(self.begun, count)
        with self._instance.marking(self.id, count) if is_new else nullcontext():
            self._table.record_sending(self.queued, count, parts)
        self.begun = count
