"""A message that was recorded as sent, and not written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnwrittenMessage:
    """A message that was recorded as sent, and not written.

    Attributes:
        job_id: The job that it replies to.
        count: How many messages of the reply count as sent with it, at least 1.
    """

    job_id: int
    count: int
