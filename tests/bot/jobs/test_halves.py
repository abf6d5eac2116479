"""Messages that Telegram's clients cut in two."""

from __future__ import annotations

import time

import pytest

from bot.jobs.halves import follows, is_full, ready_at
from bot.rendering.markup import MESSAGE_LIMIT
from bot.state.queued_job import QueuedJob


@pytest.mark.parametrize(
    ("length", "full"), [(0, False), (MESSAGE_LIMIT - 97, False), (MESSAGE_LIMIT - 96, True), (MESSAGE_LIMIT, True)]
)  # fmt: skip
def test_what_may_be_a_first_half_waits_for_the_second(length: int, full: bool) -> None:
    """Clients cut between words, so the first half may be a little shorter than the limit."""
    text = "w" * length
    assert is_full(text) is full
    assert ready_at(text) == (pytest.approx(time.time() + 1.5, abs=1) if full else 0.0)


def test_what_has_no_text_is_whole() -> None:
    """Such as a photo."""
    assert not is_full(None)


@pytest.mark.parametrize(("seconds", "second"), [(0, True), (3, True), (4, False)])
def test_a_second_half_comes_at_once(seconds: float, second: bool) -> None:
    """Telegram tells whole seconds, and what comes later is another message."""
    jobs = [
        QueuedJob(id=number, person=7, chat=7, payload={}, received=at)
        for number, at in ((1, 100.0), (2, 100.0 + seconds))
    ]
    assert follows(jobs[1], jobs[0]) is second
