"""Tells when a request has left for the Bot API, so that a message is never sent twice for want of an answer."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_leaving: ContextVar[Callable[[], None] | None] = ContextVar("leaving", default=None)


@contextmanager
def when_it_leaves(tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell` right before the body of each request of this task is written.

    What is written reaches the Bot API even if this process is killed at once, because the system sends what a process
    has written, and without its body a request is none.  So whether a message arrived is known but for the moment
    between this call and the writing, and for failures of machine and network.
    """
    token = _leaving.set(tell)
    try:
        yield
    finally:
        _leaving.reset(token)


def leaving() -> aiohttp.TraceConfig:
    """What makes a session of aiohttp call `when_it_leaves`'s function."""
    traces = aiohttp.TraceConfig()
    traces.on_request_chunk_sent.append(_tell)
    return traces


async def _tell(*_: object) -> None:
    # aiohttp calls it before it writes a part of the body, in a task that has inherited the context of the call.
    tell = _leaving.get()
    if tell is not None:
        tell()
