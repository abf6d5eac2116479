"""A request for a timeline -> what was reported when, with a chart."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

from bot.jobs.reply import JobReply
from bot.log import EventLog
from bot.outgoing.message import OutgoingMessage
from bot.rendering.answer import message as text_parts
from bot.rendering.chart import chart
from bot.rendering.timeline import render_timeline
from retrieval.errors import EmptyStoreError, QuestionError, StoreError

if TYPE_CHECKING:
    from bot.articles.archive import Archive
    from bot.jobs.job import Job
    from bot.outgoing.sender import Sender
    from bot.state.reader_zones import ReaderZones
    from retrieval.timelines.timeline import Timeline

_log = EventLog(__name__)

_LEAST_BARS = 2  # a chart with a single bar says nothing


class TimelineHandler:
    """Tells what was reported when about a topic.

    Args:
        archive: Knows the articles.
        sender: Sends charts.
        zones: Whose days a time in a topic means.
    """

    def __init__(self, archive: Archive, sender: Sender, zones: ReaderZones) -> None:
        self._archive = archive
        self._sender = sender
        self._zones = zones

    async def handle(self, job: Job) -> JobReply:
        """Reply to a request for a timeline; its topic stands behind the command.

        Raises:
            TelegramError: The reply did not arrive.
        """
        known = job.reply
        if known is not None and (job.queued.begun or known.result != "answered"):
            # There is no chart to it, or that may have gone out before an earlier process ended.
            await job.send(known)
            return known
        timeline, reply = await self._timeline(job)
        await job.send(known or reply)
        if timeline is not None and len(timeline.entries) >= _LEAST_BARS:
            png = await asyncio.to_thread(chart, timeline, timeline.language)
            await self._sender.send_picture(job.place, png)
        return known or reply

    async def _timeline(self, job: Job) -> tuple[Timeline | None, JobReply]:
        """The timeline that a job asks for, and the reply; where there is no timeline, the reply says why."""
        topic = " ".join((job.message.text or "").split()[1:])
        text = job.texts.timeline_usage
        try:
            if any(char.isalnum() for char in topic):
                now = datetime.now(self._zones.of(job.person))
                timeline = await self._archive.timeline(topic, job.texts.code, now)
                cited = (citation for entry in timeline.entries for citation in entry.citations)
                message = OutgoingMessage.of(render_timeline(timeline, await self._archive.texts(cited)))
                return timeline, JobReply(
                    message=message, result="refused" if timeline.refused else "answered"
                )
        except EmptyStoreError:
            text = job.texts.no_articles
        except QuestionError:
            text = job.texts.not_a_question
        except StoreError as error:
            _log.error("the articles cannot be read", update=job.update.update_id, error=error)
            failed = OutgoingMessage.of(text_parts(job.texts.unreadable))
            return None, JobReply(message=failed, result="failed")
        return None, JobReply(message=OutgoingMessage.of(text_parts(text)), result="empty")
