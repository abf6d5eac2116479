"""A queue with its workers, and nothing of the application around them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.jobs.fairness import FairScheduler
from bot.jobs.file_instance import FileInstance
from bot.jobs.pool import WorkerPool
from bot.jobs.queue import JobQueue
from bot.jobs.reply import JobReply
from bot.jobs.worker import Worker
from bot.metrics import Metrics
from bot.outgoing.message import OutgoingMessage
from bot.rendering.answer import message as text_parts
from tests.bot.updates.updates import message_update

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path
    from typing import Any

    from telegram import Bot

    from bot.jobs.job import Job
    from bot.metrics import QuestionOutcome
    from bot.outgoing.sender import Sender
    from bot.state.job_table import JobTable
    from bot.state.state import State
    from tests.e2e.bot_api import BotApi


class ScriptedHandler:
    """Replies to each job with its own words, as soon as a test lets it.

    Attributes:
        begun: The words of the jobs that it has begun, in order.
        held: Words whose replies wait until they are taken out and `news` is set.
        errors: What is raised, by the words of the job.
    """

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.held: set[str] = set()
        self.errors: dict[str, Exception] = {}
        self._changed = asyncio.Condition()

    async def __call__(self, job: Job) -> JobReply:
        reply = job.reply
        if reply is None:
            reply = await self._found(" ".join([job.message.text or "", *job.more]))
        await job.send(reply)
        return reply

    async def _found(self, words: str) -> JobReply:
        async with self._changed:
            self.begun.append(words)
            self._changed.notify_all()
            await self._changed.wait_for(lambda: words not in self.held)
        if words in self.errors:
            raise self.errors[words]
        return reply_of(f"Re: {words}")

    async def until_begun(self, *words: str) -> None:
        """Wait until jobs with these words have begun."""
        async with asyncio.timeout(10), self._changed:
            await self._changed.wait_for(lambda: set(words) <= set(self.begun))

    async def release(self, words: str) -> None:
        """Let a reply that is held go."""
        async with self._changed:
            self.held.discard(words)
            self._changed.notify_all()


def reply_of(text: str, result: QuestionOutcome = "answered") -> JobReply:
    """A reply with this text."""
    return JobReply(message=OutgoingMessage.of(text_parts(text)), result=result)


class JobsUnderTest:
    """A queue, its workers, and what they write to.

    Attributes:
        handler: Replies to jobs.
        table: The jobs.
        queue: The queue.
        worker: Works on a job.
        pool: Has the jobs worked on, once it is started.
        server: The Bot API.
    """

    def __init__(self, bot: Bot, server: BotApi, table: JobTable, sender: Sender, folder: Path) -> None:
        self.handler = ScriptedHandler()
        self.server = server
        self.table = table
        self._bot = bot
        self._sender = sender
        self._metrics = Metrics()
        self.instance = FileInstance(folder)
        self.queue = JobQueue(table, self.instance.id)
        self.worker = Worker(bot, table, sender, self.instance, self.handler, stale_after=900)
        # Whoever is to wait for others waits as long as a test takes.
        self.pool = self.pool_with(FairScheduler(4, longest=60))

    def pool_with(self, scheduler: FairScheduler, slots: int = 8) -> WorkerPool:
        """A pool that shares everything else."""
        return WorkerPool(
            self.queue,
            self.instance,
            self.worker,
            self._sender,
            self._metrics,
            scheduler=scheduler,
            slots=slots,
        )

    def ask(self, text: str, person: int = 77, *, seconds_ago: float = 0, **facts: Any) -> int:
        """Put a question into the queue; returns the number of its update."""
        update = message_update(self._bot, text, person, **facts)
        assert update.effective_message is not None
        written = update.effective_message.date.timestamp() - seconds_ago
        self.queue.put(update, person, written=written)
        return update.update_id

    @property
    def said(self) -> list[str]:
        """What was written to people, in order."""
        return [sent["text"] for sent in self.server.sent]

    def count(self, result: str) -> float:
        """How many questions have ended so."""
        name = "presscite_questions_total"
        return self._metrics.registry.get_sample_value(name, {"outcome": result}) or 0

    async def until(self, ready: Callable[[], object]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(10):
            while not ready():  # noqa: ASYNC110 - there is no event for everything
                await asyncio.sleep(0.002)

    async def rest(self) -> None:
        """Wait until no job waits or is in work."""
        await self.until(lambda: self.table.counts() == (0, 0) and not self.pool.in_work)


@pytest.fixture
async def jobs(
    bot: Bot, server: BotApi, state: State, sender: Sender, tmp_path: Path
) -> AsyncIterator[JobsUnderTest]:
    """A queue with its workers, who have not begun."""
    under_test = JobsUnderTest(bot, server, state.jobs, sender, tmp_path / "instances")
    yield under_test
    await under_test.pool.drain(0)
