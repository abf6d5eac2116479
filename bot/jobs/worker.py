"""Where questions are worked off: each once, one of a person at a time, whoever asks too much in nobody's way."""

from __future__ import annotations

import asyncio
import contextlib
import time
import uuid
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.jobs.fairness import Courtesy
from bot.jobs.job import Job
from bot.log import EventLog
from bot.outgoing.message import OutgoingMessage
from bot.outgoing.retry import is_unwelcome, retry_after_seconds
from bot.periodic_task import Rounds
from bot.rendering import keyboard
from bot.rendering.answer import message as text_parts
from bot.rendering.markup import MESSAGE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from telegram import Bot, InlineKeyboardMarkup

    from bot.outgoing.sender import Sender
    from bot.state.job_table import JobTable
    from bot.state.queued_job import QueuedJob

_log = EventLog(__name__)

_LOOK_SECONDS = 1.0  # between two looks for what other instances have put into the inbox
_NOTICE_SECONDS = 2.0  # that a question waits behind another one before its person is told
# To work on what ends the process each time; from the third on, the inbox gives it out alone.
_MOST_ATTEMPTS = 5
_AGAIN = ("failed", "stale")  # outcomes after which the person may want another attempt
_JOINED_SECONDS = 1.5  # within which Telegram's clients send the rest of a message that is too long for one
_UNWELCOME_PAUSES = (2.0, 10.0, 30.0)  # a user who has blocked the bot may change their mind; once, a mistake
_UNSENT_PAUSE = 30.0  # before an answer that could not be sent is sent again
_ALMOST_FULL = MESSAGE_LIMIT - 96  # clients cut between words, so the first half may be a little shorter


class Desk:
    """Works off the inbox.

    Args:
        bot: Whose inbox.
        inbox: The inbox, which other instances may share.
        sender: Sends what there is to say.
        work: Does what an errand asks for: sets the job's `outgoing`, where it is not set already, and sends it.
        slots: How many errands are in work at once.
        stale_after: Seconds after which a question is not answered unasked.
        instances: A folder for locks that tell which instances live.
        ended: Told of each job that has ended.
        counted: Told every now and then how many errands wait and how many are in work.
    """

    def __init__(
        self,
        bot: Bot,
        inbox: JobTable,
        sender: Sender,
        work: Callable[[Job], Awaitable[None]],
        *,
        slots: int,
        stale_after: float,
        instances: Path,
        ended: Callable[[Job], None] = lambda _: None,
        counted: Callable[[int, int], None] = lambda _, __: None,
    ) -> None:
        self.instance = uuid.uuid4().hex
        self._bot = bot
        self._inbox = inbox
        self._sender = sender
        self._work = work
        self._slots = asyncio.Semaphore(slots)
        self._courtesy = Courtesy(slots // 2)
        self._stale_after = stale_after
        self._instances = instances
        self._ended = ended
        self._counted = counted
        self._alive = FileLock(instances / f"{self.instance}.lock")
        self._news = asyncio.Event()
        self._jobs: dict[int, asyncio.Task[None]] = {}
        self._given_up: set[int] = set()
        self._taking: asyncio.Task[None] | None = None
        self._telling: set[asyncio.Task[None]] = set()
        self._house = Rounds(self._keep_house, _LOOK_SECONDS, "the inbox is not looked after")

    @property
    def in_work(self) -> int:
        """How many errands this instance has in work."""
        return len(self._jobs)

    async def start(self) -> None:
        """Begin, with what other instances have left behind first."""
        self._instances.mkdir(parents=True, exist_ok=True)
        self._alive.acquire()
        self._recover()
        self._taking = asyncio.create_task(self._keep_taking())
        self._house.start()

    def halt(self) -> None:
        """Take nothing more from the inbox; what is in work goes on."""
        if self._taking is not None:
            self._taking.cancel()

    async def drain(self, grace: float = 30.0) -> None:
        """Finish what is in work; what takes longer, and what waits, is left to the next start.

        Args:
            grace: Seconds to finish in.
        """
        if self._taking is None:
            return
        self.halt()
        for task in self._telling:
            task.cancel()
        await asyncio.gather(self._taking, *self._telling, self._house.stop(), return_exceptions=True)
        if self._jobs:
            _, late = await asyncio.wait(self._jobs.values(), timeout=grace)
            for job in late:
                job.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._alive.release()
        (self._instances / f"{self.instance}.lock").unlink(missing_ok=True)

    def wake(self) -> None:
        """Something was put into the inbox."""
        self._news.set()

    def stop(self, person: int, chat: int, errand_id: int | None = None) -> int:
        """Give up what somebody has asked in a chat, or one errand of theirs; tells how much that was."""
        count = self._inbox.cancel(person, chat, errand_id)
        self._give_up()
        return count

    async def _keep_taking(self) -> None:
        while True:
            await self._slots.acquire()
            self._news.clear()
            errand = None
            try:
                errand = self._inbox.claim(self.instance)
            except Exception as error:  # noqa: BLE001 - such as a disk that is full: the next look may succeed
                _log.error("the inbox cannot be read", error=error)
            if errand is None:
                self._slots.release()
                with contextlib.suppress(TimeoutError):
                    # `wait_for` may swallow a cancellation that comes with the news (Python 3.11).
                    async with asyncio.timeout(_LOOK_SECONDS):
                        await self._news.wait()
                continue
            self._jobs[errand.id] = task = asyncio.create_task(self._run(errand))
            task.add_done_callback(lambda _, each=errand: self._finished(each))  # type: ignore[misc]

    def _finished(self, errand: QueuedJob) -> None:
        self._jobs.pop(errand.id, None)
        self._given_up.discard(errand.id)
        self._courtesy.ended(errand)
        self._slots.release()
        self.wake()  # the next errand of the same person may begin

    async def _keep_house(self) -> None:
        self._give_up()
        self._recover()
        self._counted(*self._inbox.counts())
        self._tell_waiting()

    def _give_up(self) -> None:
        """Stop the jobs that their persons want stopped, wherever they have said so."""
        for number in self._inbox.cancelled(self.instance) if self._jobs else ():
            if number in self._jobs and number not in self._given_up:
                self._given_up.add(number)
                self._jobs[number].cancel()

    def _recover(self) -> None:
        """Take over what instances had in work that are no more."""
        for owner in self._inbox.owners() - {self.instance}:
            lock = FileLock(self._instances / f"{owner}.lock")
            try:
                with lock.acquire(timeout=0):
                    count = self._inbox.recover(owner)
            except Timeout:
                continue  # it lives
            (self._instances / f"{owner}.lock").unlink(missing_ok=True)
            _log.warning("questions taken over from an instance that is no more", count=count)
            self.wake()

    def _tell_waiting(self) -> None:
        for errand in self._inbox.due_notices(_NOTICE_SECONDS):
            job = self._job(errand)
            if job is not None:
                # A slow chat must not keep the others from being looked after.
                task = asyncio.create_task(
                    self._say(job, job.texts.queued, keyboard.stop(job.texts, errand.id))
                )
                self._telling.add(task)
                task.add_done_callback(self._telling.discard)

    async def _run(self, errand: QueuedJob) -> None:
        job = self._job(errand)
        if job is None:
            self._inbox.finish(errand.id)
            return
        try:
            await self._courtesy.give_way(errand)
            await self._do(job)
        except asyncio.CancelledError:
            if errand.id not in self._given_up:
                self._inbox.release(errand, parts=job.parts)
                raise
            job.outcome = "stopped"
            self._inbox.finish(errand.id, keep=True)
            await self._say(job, job.texts.stopped, keyboard.retry(job.texts, errand.id))
        except TelegramError as error:
            await self._unsent(job, error)
            return
        except Exception as error:  # noqa: BLE001 - whatever breaks, the user is told, in words of our own
            _log.error("question failed", update=job.update.update_id, error=error)
            self._inbox.finish(errand.id, keep=True)
            await self._say(job, job.texts.apology, keyboard.retry(job.texts, errand.id))
        self._ended(job)

    async def _do(self, job: Job) -> None:
        """Work on a job; what it comes to is noted in the inbox."""
        errand = job.errand
        if job.seconds > self._stale_after and not errand.begun:
            job.outcome = "stale"
            buttons = keyboard.answer_now(job.texts, errand.id)
            await job.send(self._sender, OutgoingMessage.of(text_parts(job.texts.stale), buttons))
        elif job.outgoing is None and errand.attempts > _MOST_ATTEMPTS:
            _log.error("given up", attempts=errand.attempts - 1, update=job.update.update_id)
            buttons = keyboard.retry(job.texts, errand.id)
            await job.send(self._sender, OutgoingMessage.of(text_parts(job.texts.apology), buttons))
        else:
            if job.outgoing is None:
                self._join(job)
            await self._work(job)
        self._inbox.finish(errand.id, keep=job.outcome in _AGAIN)

    def _join(self, job: Job) -> None:
        """Put together what Telegram's clients have cut: a message that is full, and those that follow at once."""
        full = len(job.message.text or "") >= _ALMOST_FULL
        for errand in self._inbox.following(job.errand) if full else ():
            follower = self._job(errand)
            late = errand.received - job.errand.received > 2 * _JOINED_SECONDS
            if follower is None or late or follower.message.text is None:
                return
            job.more.append(follower.message.text)
            self._inbox.finish(errand.id)

    async def _unsent(self, job: Job, error: TelegramError) -> None:
        """Keep an answer that could not be sent for another attempt, unless that is hopeless."""
        errand, pause = job.errand, _pause(job.errand.attempts, error)
        if pause is not None:
            _log.warning("answer not delivered yet", update=job.update.update_id, error=error)
            # That a chat is to be left alone says nothing of how welcome the answer is.
            counts = not isinstance(error, RetryAfter)
            self._inbox.release(errand, ready=time.time() + pause, counts=counts, parts=job.parts)
            # A little later, because clocks differ: what is not ready yet would wait for the next look.
            asyncio.get_running_loop().call_later(pause + 0.01, self.wake)
            return
        _log.error("answer not delivered", update=job.update.update_id, error=error)
        self._inbox.finish(errand.id)
        if not is_unwelcome(error):
            await self._say(job, job.texts.apology)
        self._ended(job)

    async def _say(self, job: Job, text: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Say something that is no answer; if it does not arrive, the log tells."""
        try:
            await self._sender.send_text(job.place, text, buttons)
        except TelegramError as error:
            _log.warning("notice not delivered", update=job.update.update_id, error=error)

    def _job(self, errand: QueuedJob) -> Job | None:
        try:
            return Job(errand, Update.de_json(errand.payload, self._bot), self._inbox)
        except Exception as error:  # noqa: BLE001 - one bad update never stops the bot
            _log.error("an update in the inbox cannot be read", error=error)
            return None


def ready_at(text: str | None) -> float:
    """When a message with this text can be worked on, in seconds since 1970; a full one may have a second half."""
    return time.time() + _JOINED_SECONDS if len(text or "") >= _ALMOST_FULL else 0.0


def _pause(attempts: int, error: TelegramError) -> float | None:
    """Seconds until an answer that met this error is sent again; `None` where that would be in vain."""
    if is_unwelcome(error):
        return _UNWELCOME_PAUSES[attempts - 1] if attempts <= len(_UNWELCOME_PAUSES) else None
    if isinstance(error, RetryAfter):
        return retry_after_seconds(error)
    refused = isinstance(error, BadRequest) or not isinstance(error, NetworkError)
    return None if refused else _UNSENT_PAUSE
