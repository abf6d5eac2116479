"""Tells when a request has left for the Bot API, so that a message is never sent twice for want of an answer."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx

_leaving: ContextVar[Callable[[], None] | None] = ContextVar("leaving", default=None)


@contextmanager
def when_it_leaves(tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell` right before the body of each request of this task is written, its headers having gone before.

    What is written reaches the Bot API even if this process is killed at once, because the system sends what a process
    has written, and without its body a request is none.  So whether a message arrived is known but for the moment
    between this call and the writing, and for failures of machine and network.
    """
    token = _leaving.set(tell)
    try:
        yield
    finally:
        _leaving.reset(token)


async def note_leaving(request: httpx.Request) -> None:
    """A hook for `httpx.AsyncClient(event_hooks={"request": [note_leaving]})`; see `when_it_leaves`."""
    tell = _leaving.get()
    if tell is None:
        return

    async def trace(event: str, _: dict[str, Any]) -> None:
        if event.endswith("send_request_body.started"):
            tell()

    request.extensions = {**request.extensions, "trace": trace}
