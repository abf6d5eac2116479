"""The bot's life: reach Telegram, answer until told to stop, finish what is being worked on."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from typing import TYPE_CHECKING, Any, Protocol

from bot.log import EventLog
from bot.ops.health import HEALTH
from bot.ops.monitor import MONITOR
from bot.ops.systemd import Supervisor
from bot.outgoing.retry import with_retries
from bot.refreshing import REFRESHER
from bot.updates.source import INTAKE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from bot.application import Bot
    from bot.ops.health import Health
    from bot.ops.monitor import Monitor
    from bot.updates.source import Intake

_log = EventLog(__name__)

DESK = "desk"
"""The key in `bot_data` of the `Desk` that works off the inbox, where the application has one."""

_SHORTEST = 0.1  # seconds to stop something in
_LAST_SECONDS = 5.0  # to close connections once the grace is over


class Desk(Protocol):
    """Works off the inbox."""

    async def start(self) -> None:
        """Begin, with what an earlier run has left first; the bot is initialised."""

    def halt(self) -> None:
        """Begin nothing new; called also where it was never started."""

    async def drain(self, seconds: float) -> None:
        """Finish within so many seconds what has begun; the rest stays in the inbox.

        Called also where it was never started.
        """


async def serve(application: Bot, stop: asyncio.Event | None = None, *, grace: float = 30.0) -> bool:
    """Answer messages until SIGTERM or SIGINT, then finish the questions that are being worked on.

    Args:
        application: From `build_application`.
        stop: Ends serving as well when it is set.
        grace: Seconds that finishing may take.

    Returns:
        Whether all was finished; if not, threads may still be working.

    Raises:
        InvalidToken: Telegram refuses the token; `TokenRevokedError` where it did not at the start.
        ListenError: The address for the webhook or for operators cannot be listened on.
        WebhookError: Telegram does not take the webhook.
    """
    stop = stop or asyncio.Event()
    _stop_on_signals(stop)
    intake: Intake = application.bot_data[INTAKE]
    finished = True
    supervisor = Supervisor()
    try:
        async with _watched(application, supervisor):
            try:
                if await _unless(stop, _start(application)):
                    supervisor.ready(f"answering as @{application.bot.username}")
                    application.bot_data[REFRESHER].start()
                    await _unless(stop, intake.ended())
            finally:
                _health(application).phase = "stopping"
                supervisor.stopping()
                finished = await _finish(application, time.monotonic() + grace)
    finally:
        await _close(application)
    return finished


async def _start(application: Bot) -> None:
    intake: Intake = application.bot_data[INTAKE]
    intake.open()
    await with_retries(application.initialize)
    if application.post_init:
        await application.post_init(application)
    if desk := application.bot_data.get(DESK):
        await desk.start()
    await application.start()
    await intake.start()
    _health(application).phase = "answering"
    _log.info("answering", bot=f"@{application.bot.username}", intake=type(intake).__name__.lower())


@contextlib.asynccontextmanager
async def _watched(application: Bot, supervisor: Supervisor) -> AsyncIterator[None]:
    """Let operators and the service manager look on while the block runs."""
    monitor: Monitor = application.bot_data[MONITOR]
    monitor.start()
    health = _health(application)
    tasks = [asyncio.create_task(health.keep_looking()), asyncio.create_task(supervisor.reassure(health))]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await monitor.stop()


async def _finish(application: Bot, deadline: float) -> bool:
    """Take nothing new, and finish what has begun; tells whether the time was enough."""
    desk: Desk | None = application.bot_data.get(DESK)
    if desk:
        desk.halt()
    finished = await _within(deadline, application.bot_data[INTAKE].stop())
    # Together, because a handler may be waiting for a refresh.
    refreshing = asyncio.create_task(application.bot_data[REFRESHER].stop())
    if application.running:
        finished = await _within(deadline, application.stop()) and finished
    await refreshing
    # Last, because the handlers that have just finished may still have needed what it closes.
    if desk:
        await desk.drain(_left(deadline))
        finished = finished and _left(deadline) > 0
    if not finished:
        _log.warning("the time to finish is over, the rest is left")
    return finished


def _left(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())


async def _within(deadline: float, work: Coroutine[Any, Any, object]) -> bool:
    try:
        # What is stopped in no time at all would not even know that it is stopped.
        await asyncio.wait_for(work, max(_SHORTEST, _left(deadline)))
    except TimeoutError:
        return False
    return True


async def _close(application: Bot) -> None:
    # An application that was stopped before it reached Telegram leaves its connections to us.
    for shut in (application.shutdown, application.bot.shutdown):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(shut(), _LAST_SECONDS)
    _log.info("stopped")


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, object]) -> bool:
    """Do the work, or give it up when told to stop; tells whether it was done."""
    doing = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
    done = doing.done()
    for task in (doing, stopping):
        task.cancel()
    await asyncio.gather(stopping, return_exceptions=True)
    with contextlib.suppress(asyncio.CancelledError):
        await doing
    return done


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    both = (signal.SIGTERM, signal.SIGINT)

    def told(number: int) -> None:
        _log.info("finishing the questions that have arrived", signal=signal.Signals(number).name)
        stop.set()
        # Whoever cannot wait sends a second signal, which ends the process at once.
        for each in both:
            loop.remove_signal_handler(each)
            signal.signal(each, signal.SIG_DFL)

    for number in both:
        # Windows has no such handlers; there Ctrl-C raises KeyboardInterrupt.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, told, number)


def _health(application: Bot) -> Health:
    health: Health = application.bot_data[HEALTH]
    return health
