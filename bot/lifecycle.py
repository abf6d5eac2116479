"""The bot's life: reach Telegram, answer until it is to stop, finish what is being worked on."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from typing import TYPE_CHECKING, Any

from bot.handlers.menu import publish_commands
from bot.log import EventLog
from bot.ops.systemd import Supervisor
from bot.outgoing.retry import with_retries

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from bot.runtime import Runtime

_log = EventLog(__name__)

_SHORTEST = 0.1  # seconds to stop something in
_LAST_SECONDS = 5.0  # to close connections once the grace is over


async def serve(runtime: Runtime, stop: asyncio.Event | None = None, *, grace: float = 30.0) -> bool:
    """Answer messages until SIGTERM or SIGINT, then finish the questions that are being worked on.

    Args:
        runtime: From `build_runtime`.
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
    finished = True
    supervisor = Supervisor()
    try:
        async with _watched(runtime, supervisor):
            try:
                if await _unless(stop, _start(runtime)):
                    supervisor.ready(f"answering as @{runtime.application.bot.username}")
                    runtime.refresher.start()
                    await _unless(stop, runtime.source.ended())
            finally:
                runtime.health.phase = "stopping"
                supervisor.stopping()
                finished = await _finish(runtime, time.monotonic() + grace)
    finally:
        await _close(runtime)
    return finished


async def start_work(runtime: Runtime) -> None:
    """Let everything begin that works beside the handlers, with what an earlier run has left first."""
    await runtime.workers.start()
    runtime.purging.start()
    runtime.notifier.start()
    runtime.digests.start()


async def finish_work(runtime: Runtime, grace: float = 30.0) -> None:
    """Finish the jobs in work; what waits is left to the next start.  Called also where nothing was started.

    Args:
        runtime: The bot.
        grace: Seconds to finish in.
    """
    await runtime.purging.stop()
    await runtime.notifier.stop()
    await runtime.digests.stop()
    await runtime.workers.drain(grace)
    await runtime.overload.finish()
    runtime.state.close()


async def _start(runtime: Runtime) -> None:
    application, source = runtime.application, runtime.source
    source.open()
    await with_retries(application.initialize)
    await publish_commands(application.bot, runtime.settings.admins)
    await start_work(runtime)
    await application.start()
    await source.start()
    runtime.health.phase = "answering"
    _log.info("answering", bot=f"@{application.bot.username}", updates=type(source).__name__.lower())


@contextlib.asynccontextmanager
async def _watched(runtime: Runtime, supervisor: Supervisor) -> AsyncIterator[None]:
    """Let operators and the service manager look on while the block runs."""
    runtime.monitor.start()
    tasks = [
        asyncio.create_task(runtime.health.keep_looking()),
        asyncio.create_task(supervisor.reassure(runtime.health)),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await runtime.monitor.stop()


async def _finish(runtime: Runtime, deadline: float) -> bool:
    """Take nothing new, and finish what has begun; returns whether the time was enough."""
    runtime.workers.halt()
    finished = await _within(deadline, runtime.source.stop())
    # Together, because a handler may be waiting for a refresh.
    refreshing = asyncio.create_task(runtime.refresher.stop())
    if runtime.application.running:
        finished = await _within(deadline, runtime.application.stop()) and finished
    await refreshing
    # Last, because the handlers that have just finished may still have needed what it closes.
    await finish_work(runtime, _left(deadline))
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


async def _close(runtime: Runtime) -> None:
    # An application that was stopped before it reached Telegram leaves its connections to us.
    for shut in (runtime.application.shutdown, runtime.application.bot.shutdown):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(shut(), _LAST_SECONDS)
    _log.info("stopped")


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, object]) -> bool:
    """Do the work, or give it up when `stop` is set; returns whether it was done."""
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

    def signalled(number: int) -> None:
        _log.info("finishing the questions that have arrived", signal=signal.Signals(number).name)
        stop.set()
        # Whoever cannot wait sends a second signal, which ends the process at once.
        for each in both:
            loop.remove_signal_handler(each)
            signal.signal(each, signal.SIG_DFL)

    for number in both:
        # Windows has no such handlers; there Ctrl-C raises KeyboardInterrupt.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, signalled, number)
