"""Outages of the database, as the log has them: the first error of each, and at its end how many were left out."""

from __future__ import annotations

import logging
import threading
import time

from bot.log import Event, EventLog, chain_of
from retrieval.errors import DatabaseUnreachableError

_log = EventLog(__name__)

_REACHED_AGAIN = "the database is reached again"
_STEADY_SECONDS = (
    2.0  # without a failure, after which an outage is over: some connections still work, or do already
)
_SILENCE_SECONDS = 60.0  # without an error, after which the next one is another outage's


class Outage:
    """Time in which the database is not reached; its beginning and its end are logged."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since: float | None = None
        self._failed = 0.0  # when last

    def failed(self, error: DatabaseUnreachableError) -> None:
        """Something was wanted of the database, and it was not reached."""
        now = time.monotonic()
        with self._lock:
            begins, self._failed = self._since is None, now
            if begins:
                self._since = now
        if begins:
            _log.error("the database is not reached", error=error)

    def passed(self) -> None:
        """The database did what was wanted."""
        with self._lock:
            since, failed = self._since, self._failed
            if since is None or time.monotonic() - failed < _STEADY_SECONDS:
                return
            self._since = None
        _log.info(_REACHED_AGAIN, seconds=round(failed - since, 1))


class OutageFilter(logging.Filter):
    """Lets one event an outage through that says the database is not reached.

    Whatever the process does again and again meanwhile would say so each time, several times a second.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._last: float | None = None  # when the last error of the outage came
        self._left_out = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is written; that of an outage's end is told how many were not."""
        event = record.msg
        if not isinstance(event, Event):
            return True
        with self._lock:
            if event.name == _REACHED_AGAIN:
                record.msg = Event(event.name, {**event.facts, "left_out": self._left_out})
                self._last, self._left_out = None, 0
                return True
            if not _is_unreachable(event.facts.get("error")):
                return True
            return self._is_first()

    def _is_first(self) -> bool:
        now, last = time.monotonic(), self._last
        self._last = now
        if last is not None and now - last < _SILENCE_SECONDS:
            self._left_out += 1
            return False
        self._left_out = 0
        return True


def _is_unreachable(error: object) -> bool:
    return isinstance(error, BaseException) and any(
        isinstance(link, DatabaseUnreachableError) for link in chain_of(error)
    )
