"""A host that is being read from: when it may be asked again, and whether it should be."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.web.pace import Pace

LONGEST_WAIT = 30.0
"""Seconds: more than this is not waited between two requests or before a second try."""

_TRIES = 3


class Host:
    """What one refresh knows of a host.

    Args:
        name: Its name.
        delay: Seconds from the end of one request to the beginning of the next.
        pace: Keeps to them, whoever asks.
    """

    def __init__(self, name: str, delay: float, pace: Pace) -> None:
        self._name = name
        self._pace = pace
        self.delay = delay
        self.resting: str | None = None
        """Why it is not asked any more in this run; `None` while it is."""
        self._failures = 0

    def slow_down(self, delay: float | None) -> None:
        """Keep to the crawl delay of its robots.txt, within reason."""
        self.delay = min(max(self.delay, delay or 0.0), max(self.delay, LONGEST_WAIT))

    def wait(self) -> None:
        """Sleep until it may be asked."""
        self._pace.wait(self._name)

    def asked(self, *, pause: float = 0.0) -> None:
        """Note the end of a request, and for how many seconds to leave it alone beyond the delay."""
        self._pace.rest(self._name, max(self.delay, pause))

    def answered(self) -> None:
        """Note that it works."""
        self._failures = 0

    def failed(self, reason: str) -> None:
        """Note that it did not answer as it should; after three times in a row it is left alone."""
        self._failures += 1
        if self._failures >= _TRIES:
            self.resting = (
                f"{reason}; its host failed {_TRIES} times in a row and is left alone until the next refresh"
            )


def retry_after(value: str | None) -> float | None:
    """Seconds that a `Retry-After` header asks for: a number, or a date; `None` where it is neither."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
