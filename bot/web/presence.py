"""Whether somebody still waits for a response."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

from bot.web.request_problem import GONE, RequestFailedError

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from starlette.requests import Request

    from bot.web.answer_stream import AnswerStream

Value = TypeVar("Value")


async def while_waited_for(request: Request, work: Coroutine[Any, Any, Value]) -> Value:
    """What a piece of work returns; it is cancelled when whoever sent the request closes the connection.

    Args:
        request: Its body has been read.
        work: Makes the response.

    Raises:
        RequestFailedError: Nobody waits any more.
    """
    doing, leaving = asyncio.ensure_future(work), asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({doing, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not doing.done():
            raise RequestFailedError(GONE)
        return doing.result()
    finally:
        doing.cancel()
        leaving.cancel()


async def begun(request: Request, stream: AnswerStream) -> AnswerStream:
    """A stream whose first part is there: what goes wrong before it has a status of its own.

    Args:
        request: Its body has been read.
        stream: Closed where that fails.

    Raises:
        RequestFailedError: Nobody waits any more, or it takes too long.
        RetrievalError: As the chain raises it.
    """
    try:
        await while_waited_for(request, stream.first())
    except BaseException:
        stream.close()
        raise
    return stream


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
