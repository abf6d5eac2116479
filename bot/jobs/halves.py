"""Messages that Telegram's clients cut in two, because they are too long for one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.rendering.markup import MESSAGE_LIMIT

if TYPE_CHECKING:
    from bot.state.queued_job import QueuedJob

_SECONDS = 1.5  # within which a client sends the second half
_FULL = MESSAGE_LIMIT - 96  # clients cut between words, so the first half may be a little shorter


def is_full(text: str | None) -> bool:
    """Whether a text is so long that it may be a first half."""
    return len(text or "") >= _FULL


def ready_at(text: str | None) -> float:
    """When a message with this text can be worked on, in seconds since 1970; 0 for at once."""
    return time.time() + _SECONDS if is_full(text) else 0.0


def follows(second: QueuedJob, first: QueuedJob) -> bool:
    """Whether a message came soon enough after a full one to be its second half."""
    return second.received - first.received <= 2 * _SECONDS
