"""A request for a file -> the conversation, or one answer, with its citations."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

from bot.jobs.reply import JobReply
from bot.outgoing.file import OutgoingFile
from bot.outgoing.message import OutgoingMessage
from bot.rendering.answer import message as text_parts
from bot.rendering.exports.export import ExportFormat, export

if TYPE_CHECKING:
    from bot.jobs.job import Job
    from bot.state.conversations import Exchange
    from bot.state.state import State

_MOST = 500  # exchanges in a file; the newest


class ExportHandler:
    """Answers /export.

    Args:
        state: The conversations, and the readers' time zones.
    """

    def __init__(self, state: State) -> None:
        self._conversations = state.conversations
        self._zones = state.zones

    async def handle(self, job: Job) -> JobReply:
        """Send the file that a job asks for; where there is none, say why.

        Raises:
            TelegramError: The reply did not arrive.
        """
        reply = job.reply
        if reply is None:
            reply = await asyncio.to_thread(self._reply, job)
        await job.send(reply)
        return reply

    def _reply(self, job: Job) -> JobReply:
        texts = job.texts
        words = (job.message.text or "").split()[1:]
        kind = ExportFormat.named(words[0]) if words else ExportFormat.MARKDOWN
        if kind is None:
            return _said(texts.export.usage)
        answered = self._answered(job)
        if answered is not None:
            exchange = self._conversations.get(answered, job.place.chat)
            if exchange is None:
                return _said(texts.answer_gone)
            return self._file(job, [exchange], kind, "answer")
        exchanges = self._conversations.said(job.place, _MOST)
        return self._file(job, exchanges, kind, "conversation") if exchanges else _said(texts.export.nothing)

    def _answered(self, job: Job) -> int | None:
        """The number of the exchange that is replied to; -1 for one that is no longer known, `None` for none."""
        replied = job.message.reply_to_message
        if replied is None or replied.forum_topic_created or replied.from_user is None:
            return None
        if replied.from_user.id != job.message.get_bot().id:
            return None
        found = self._conversations.of_message(job.place.chat, replied.message_id)
        return -1 if found is None else found

    def _file(self, job: Job, exchanges: list[Exchange], kind: ExportFormat, what: str) -> JobReply:
        now = datetime.now(self._zones.of(job.person))
        file = OutgoingFile(
            f"presscite-{what}-{now:%Y-%m-%d}.{kind}", export(exchanges, kind, job.texts, now)
        )
        caption = job.texts.export.answer if what == "answer" else job.texts.export.conversation
        return JobReply(message=OutgoingMessage.of(text_parts(caption), file=file), result="answered")


def _said(text: str) -> JobReply:
    return JobReply(message=OutgoingMessage.of(text_parts(text)), result="empty")
