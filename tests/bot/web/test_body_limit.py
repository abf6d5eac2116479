"""Bodies that are too slow or too large."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from starlette.requests import Request

from bot.web.body_limit import BodyLimit
from bot.web.request_problem import SLOW_BODY, TOO_LARGE, RequestFailedError, RequestProblem

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send


async def _problem(receive: Receive) -> RequestProblem | None:
    """Why a body is not read; `None` where it is."""

    async def read(scope: Scope, receive: Receive, _: Send) -> None:
        await Request(scope, receive).body()

    async def send(_: Message) -> None:
        raise AssertionError("nothing is to be sent")

    scope: Scope = {"type": "http", "headers": [], "path": "/", "method": "POST"}
    try:
        await BodyLimit(read, most=10, seconds=0.05)(scope, receive, send)
    except RequestFailedError as error:
        return error.problem
    return None


def _pieces(*pieces: bytes, pause: float = 0.0) -> Receive:
    """A body that arrives in pieces."""
    left = [*pieces]

    async def receive() -> Message:
        await asyncio.sleep(pause)
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    return receive


@pytest.mark.parametrize(
    ("receive", "problem"),
    [
        (_pieces(b"12345", b"67890"), None),
        (_pieces(b"12345", b"67890", b"1"), TOO_LARGE),
        (_pieces(*[b"1"] * 9, pause=0.02), SLOW_BODY),
    ],
)
async def test_a_body_has_limits(receive: Receive, problem: RequestProblem | None) -> None:
    """In size, whatever its length is said to be, and in time, however it trickles in."""
    assert await _problem(receive) == problem
