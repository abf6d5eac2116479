"""The bot keeps its articles fresh: when an admin says so, by the clock, and when a folder changes."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.log import EventLog
from retrieval.commands.command import PARTLY
from retrieval.indexing.watch import changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.settings import BotSettings

_log = EventLog(__name__)

# Questions come first: the refresh takes what they leave of the processor.
_PROGRAM = "import os; hasattr(os, 'nice') and os.nice(10); from retrieval.cli import main; main()"
_COMMAND = (sys.executable, "-c", _PROGRAM, "refresh", "--json", "--wait")
_GRACE_SECONDS = 10.0  # for a refresh that is to stop; one that is killed harms nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What a refresh has changed.

    Attributes:
        added: How many articles came in.
        updated: How many changed.
        removed: How many went.
        failed: How many things could not be taken.
        articles: How many articles there are now.
    """

    added: int
    updated: int
    removed: int
    failed: int
    articles: int


class Refresher:
    """Runs refreshes, one at a time, each in a process of its own so that answering stays quick.

    Args:
        settings: The sources, how often they are refreshed, and whether folders are watched.
        leads: Whether it is for this instance to refresh by itself.
    """

    def __init__(self, settings: BotSettings, leads: Callable[[], bool] = lambda: True) -> None:
        self._settings = settings
        self._leads = leads
        self._process: asyncio.subprocess.Process | None = None
        self._running = asyncio.Lock()
        self._stop = threading.Event()
        self._keeping: asyncio.Task[None] | None = None
        # Waiting for changes takes for ever, and would take a thread from the questions.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="presscite-changes")

    @property
    def running(self) -> bool:
        """Whether a refresh is running now."""
        return self._running.locked()

    def start(self) -> None:
        """Begin to refresh by the clock and to watch folders, where the settings say so; needs a running loop."""
        if not (self._settings.refresh_every or self._settings.refresh_watch):
            return
        if not self._settings.sources:
            _log.error("articles are not refreshed by themselves: PRESSCITE_SOURCES names none to read")
        else:
            self._keeping = asyncio.get_running_loop().create_task(self._keep_fresh())

    async def stop(self) -> None:
        """End it all, a refresh that is running included; the store stays as it was then."""
        self._stop.set()
        if self._process is not None and self._process.returncode is None:
            await self._end(self._process)
        if self._keeping is not None:
            self._keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeping
        self._thread.shutdown(wait=False)

    async def refresh(self, *, timed: bool = False) -> Refreshed | None:
        """Refresh the configured sources, after any refresh that is running; `None` where that failed.

        Why it failed is in the log.

        Args:
            timed: Whether nobody asked for it: then a rollback may hold it.
        """
        async with self._running:
            if self._stop.is_set():
                return None
            self._process = process = await asyncio.create_subprocess_exec(
                *_COMMAND,
                *(["--timed"] if timed else []),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            try:
                out, err = await process.communicate()
            finally:
                if process.returncode is None:
                    await self._end(process)
        if process.returncode not in {0, PARTLY}:
            reason = err.decode(errors="replace").strip()[-500:]
            _log.error("refresh failed", exit=process.returncode, reason=reason)
            return None
        return _logged(json.loads(out))

    async def _keep_fresh(self) -> None:
        """Refresh once at the start, then whenever it is time or something has changed."""
        watched = self._settings.sources if self._settings.refresh_watch else ()
        upcoming = changes(
            watched,
            every=self._settings.refresh_every,
            but=self._settings.home,
            stop=self._stop,
            at_once=True,
        )
        while await asyncio.get_running_loop().run_in_executor(self._thread, _wait_for_next, upcoming):
            try:
                if self._leads():
                    await self.refresh(timed=True)
            except OSError as error:  # such as no memory for another process; next time there may be
                _log.error("refresh could not be started", error=error)

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _GRACE_SECONDS)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()


def _wait_for_next(upcoming: Iterator[None]) -> bool:
    """Wait for the next change; false where there will be none."""
    return next(upcoming, upcoming) is None


def _logged(report: dict[str, Any]) -> Refreshed:
    """What a report of the program says, written to the log."""
    counts = {name: len(report[name]) for name in ("added", "updated", "removed", "failed")}
    seconds = round(report["seconds"], 1)
    _log.info("refresh done", **counts, articles=report["articles"], seconds=seconds)
    if report.get("notice"):
        _log.warning("refresh notice", reason=report["notice"])
    for failure in report["failed"][:20]:
        _log.warning("not taken", origin=failure["origin"], reason=failure["reason"])
    return Refreshed(**counts, articles=report["articles"])
