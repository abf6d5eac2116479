"""Commands about the articles themselves: the newest, where they come from, what was reported when."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from telegram.ext import CommandHandler

from bot.handlers.commands import message_of
from bot.outgoing.message import OutgoingMessage
from bot.place import Place
from bot.rendering.answer import message as text_parts
from bot.rendering.chart import chart
from bot.rendering.overview import render_latest, render_outlets, render_overview
from bot.rendering.timeline import render_timeline
from bot.texts import texts_of
from bot.updates.filters import NEW
from retrieval.errors import EmptyStoreError, QuestionError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from telegram import Update
    from telegram.ext import BaseHandler, ContextTypes

    from bot.jobs.archive import Archive
    from bot.jobs.job import Job
    from bot.outgoing.sender import Sender
    from bot.rendering.markup import Part
    from retrieval.timelines.timeline import Timeline

_LATEST = 10
_LEAST_BARS = 2  # a chart with a single bar says nothing


class ArticleCommands:
    """Answers commands about the articles.

    Args:
        archive: Knows them.
        sender: Sends messages.
    """

    def __init__(self, archive: Archive, sender: Sender) -> None:
        self._archive = archive
        self._sender = sender
        self._timeline = CommandHandler("timeline", self._never, NEW)

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """What python-telegram-bot calls; /timeline, which takes work, comes by way of the inbox."""
        return [
            CommandHandler("latest", self.latest, NEW),
            CommandHandler("sources", self.sources, NEW),
            CommandHandler("about", self.about, NEW),
        ]

    def asks_for_timeline(self, update: Update) -> bool:
        """Whether an update is the command /timeline."""
        return self._timeline.check_update(update) not in (None, False)

    async def latest(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """List the newest articles."""
        code = texts_of(update).code
        await self._tell(update, lambda: self._latest(code))

    async def sources(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """List the outlets."""
        code = texts_of(update).code
        await self._tell(update, lambda: self._outlets(code))

    async def about(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Say what there is to answer from."""
        code = texts_of(update).code
        await self._tell(update, lambda: self._overview(code))

    async def timeline(self, job: Job) -> None:
        """Tell what was reported when about the topic behind the command, with a chart."""
        known = job.outgoing
        if known is not None and (job.errand.begun or job.outcome != "answered"):
            # There is no picture to it, or that may have gone out before an earlier process ended.
            await job.send(self._sender, known)
            return
        timeline, outgoing = await self._timeline_for(job)
        await job.send(self._sender, known or outgoing)
        if timeline is not None and len(timeline.entries) >= _LEAST_BARS:
            png = await asyncio.to_thread(chart, timeline, timeline.language)
            await self._sender.send_picture(job.place, png)

    async def _timeline_for(self, job: Job) -> tuple[Timeline | None, OutgoingMessage]:
        """The timeline that a job asks for, and what says it; where there is none, what says why."""
        topic = " ".join((job.message.text or "").split()[1:])
        job.outcome, said = "empty", job.texts.timeline_usage
        try:
            if any(char.isalnum() for char in topic):
                timeline = await self._archive.timeline(topic, job.texts.code)
                job.outcome = "refused" if timeline.refused else "answered"
                return timeline, OutgoingMessage.of(render_timeline(timeline))
        except EmptyStoreError:
            said = job.texts.no_articles
        except QuestionError:
            said = job.texts.not_a_question
        return None, OutgoingMessage.of(text_parts(said))

    async def _latest(self, code: str) -> list[Part]:
        return render_latest(await self._archive.latest(_LATEST), code)

    async def _outlets(self, code: str) -> list[Part]:
        return render_outlets(await self._archive.overview(), code)

    async def _overview(self, code: str) -> list[Part]:
        return render_overview(await self._archive.overview(), code)

    async def _tell(self, update: Update, told: Callable[[], Awaitable[list[Part]]]) -> None:
        try:
            parts = await told()
        except EmptyStoreError:
            parts = text_parts(texts_of(update).no_articles)
        await self._sender.send(Place.of(message_of(update)), OutgoingMessage.of(parts))

    async def _never(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Only tells what the command looks like; see `timeline`."""
