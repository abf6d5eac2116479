"""A hook that runs right before a request is written: what has gone out can be recorded before it has."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_hook: ContextVar[Callable[[], None] | None] = ContextVar("send hook", default=None)


@contextmanager
def before_sending(hook: Callable[[], None]) -> Iterator[None]:
    """Call `hook` right before the body of each request of this task is written.

    The operating system sends what a process has written, even if the process is killed at once.  Without its body a
    request is none.  So whether a message arrived is known, but for the moment between this call and the writing, and
    but for failures of machine and network.
    """
    token = _hook.set(hook)
    try:
        yield
    finally:
        _hook.reset(token)


def send_hook() -> aiohttp.TraceConfig:
    """What makes a session of aiohttp run the hook of `before_sending`."""
    traces = aiohttp.TraceConfig()
    traces.on_request_chunk_sent.append(_run_hook)
    return traces


async def _run_hook(*_: object) -> None:
    # aiohttp calls it before it writes a part of the body, in a task that has inherited the context of the call.
    hook = _hook.get()
    if hook is not None:
        hook()
