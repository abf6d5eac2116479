"""This process among those of several machines that share a queue on a server."""

from __future__ import annotations

import threading
import time
import uuid
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING

from bot.log import EventLog
from retrieval.errors import RetrievalError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from bot.state.instances import Instances
    from bot.state.job_table import JobTable

_log = EventLog(__name__)

_BEAT_SECONDS = 2.0
_MISSED = 5  # beats, after which an instance is dead
_BREAK = 2.5  # beats, after which nobody has watched
_LEADER = "timers"


class BeatingInstance:
    """An `Instance` that gives signs of life in a table, from a thread of its own.

    No clocks are compared: another instance is dead when it has given no sign of life for so long as this one has
    watched it without a break.  A break, such as a server that is not reached, begins the time anew; for in a break
    nobody can give a sign of life.

    Args:
        instances: The table.
        every: Seconds between two signs of life.

    Attributes:
        id: The name under which it claims jobs.
    """

    def __init__(self, instances: Instances, every: float = _BEAT_SECONDS) -> None:
        self.id = uuid.uuid4().hex
        self._instances = instances
        self._every = every
        self._longest = every * _MISSED
        self._seen: dict[str, tuple[int, float]] = {}  # signs of life, and since when they are the last ones
        self._looked_at = 0.0
        self._leads_until = 0.0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep_beating, name="presscite-instance", daemon=True)

    def start(self) -> None:
        """Let other instances know that this one lives, from now on."""
        self._beat()
        self._thread.start()

    def stop(self) -> None:
        """Let other instances take over what is left."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(self._longest)
        self._leads_until = 0.0
        with suppress(RetrievalError):  # then they find out by themselves
            self._instances.remove(self.id)

    def recover(self, table: JobTable) -> int:
        """Let the jobs wait again that dead instances had claimed; returns how many there were."""
        count = 0
        for owner in self._dead():
            count += table.recover(owner)
            self._instances.remove(owner)
        if count:
            _log.warning("questions taken over from an instance that is no more", count=count)
        return count

    def marking(self, job_id: int, count: int) -> AbstractContextManager[None]:
        """Mark nothing: who takes over may be another machine, which could not read it."""
        return nullcontext()

    def leads(self) -> bool:
        """Whether this instance holds the lease, as far as is known without asking."""
        return time.monotonic() < self._leads_until

    def _dead(self) -> list[str]:
        """The instances that have given no sign of life for long enough."""
        if self._is_broken():
            return []
        now = time.monotonic()
        return [other for other, (_, since) in self._seen.items() if now - since > self._longest]

    def _is_broken(self) -> bool:
        return time.monotonic() - self._looked_at > _BREAK * self._every

    def _keep_beating(self) -> None:
        while not self._stopping.wait(self._every):
            self._beat()

    def _beat(self) -> None:
        began = time.monotonic()
        try:
            self._instances.beat(self.id)
            leads = self._instances.lease(_LEADER, self.id, self._longest)
            # From before the question, so that the lease has ended here when it has there.
            self._leads_until = began + self._longest if leads else 0.0
            self._look()
        except RetrievalError as error:
            _log.warning("no sign of life could be given", error=error)

    def _look(self) -> None:
        """Note who has given a sign of life since the last look."""
        beats = self._instances.beats()
        before = {} if self._is_broken() else self._seen
        self._looked_at = now = time.monotonic()
        self._seen = {
            other: before[other] if before.get(other, (-1, 0.0))[0] == beat else (beat, now)
            for other, beat in beats.items()
            if other != self.id
        }
