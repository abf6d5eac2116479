"""The bot's life: reach Telegram, answer until told to stop, finish what has arrived."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.app import REJECTED
from bot.log import described
from bot.refreshing import REFRESHER

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from telegram.ext import Updater

    from bot.app import Bot

_log = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0
"""Seconds between attempts to reach the Bot API at the start, at most."""


async def serve(application: Bot, stop: asyncio.Event | None = None) -> None:
    """Answer messages until SIGTERM or SIGINT, then finish the questions that have arrived.

    Args:
        application: From `build_application`.
        stop: Ends serving as well when it is set.

    Raises:
        InvalidToken: Telegram refuses the token, at the start or later.
    """
    stop = stop or asyncio.Event()
    _stop_on_signals(stop)
    try:
        if await _unless(stop, _start(application)):
            application.bot_data[REFRESHER].start()
            await _until_told(application, stop)
    finally:
        await application.bot_data[REFRESHER].stop()
        await _finish(application)
    if application.bot_data[REJECTED].is_set():
        raise InvalidToken("the token was refused while updates were fetched")


async def _start(application: Bot) -> None:
    await _reach(application)
    if application.post_init:
        await application.post_init(application)
    await _updater(application).start_polling(
        allowed_updates=[Update.MESSAGE], bootstrap_retries=-1, error_callback=_note_polling_error
    )
    await application.start()
    _log.info("answering as @%s", application.bot.username)


async def _reach(application: Bot) -> None:
    """Say hello to the Bot API, as often as it takes."""
    pause = 1.0
    while True:
        try:
            return await application.initialize()
        except InvalidToken:
            raise
        except TelegramError as error:
            _log.warning("the Bot API is not reached, next attempt in %.0f s %s", pause, described(error))
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


async def _until_told(application: Bot, stop: asyncio.Event) -> None:
    rejected: asyncio.Event = application.bot_data[REJECTED]
    await _unless(stop, rejected.wait())


async def _finish(application: Bot) -> None:
    updater = _updater(application)
    if updater.running:
        # Polling that ended over a bad token raises once more when it is stopped.
        with contextlib.suppress(InvalidToken):
            await updater.stop()
    if application.running:
        await application.stop()
    await application.shutdown()
    # An application that was stopped before it reached Telegram leaves its connections to us.
    await application.bot.shutdown()
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

    def told(number: int) -> None:
        _log.info("%s: finishing the questions that have arrived", signal.Signals(number).name)
        stop.set()
        # Whoever cannot wait sends a second signal, which ends the process at once.
        loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        # Windows has no such handlers; there Ctrl-C raises KeyboardInterrupt.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, told, number)


def _note_polling_error(error: TelegramError) -> None:
    hint = "; another bot fetches updates with the same token" if isinstance(error, Conflict) else ""
    _log.warning("updates are not fetched, trying again%s %s", hint, described(error))


def _updater(application: Bot) -> Updater:
    if application.updater is None:
        raise TypeError("the application was built without an updater")
    return application.updater
