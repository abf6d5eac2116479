"""Work done in a thread, off the event loop, by whoever lends it something that must stay open meanwhile."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from langchain_core.runnables import run_in_executor

if TYPE_CHECKING:
    from collections.abc import Callable

    from langchain_core.runnables import RunnableConfig

Args = ParamSpec("Args")
Value = TypeVar("Value")


async def in_thread(
    config: RunnableConfig | None, work: Callable[Args, Value], *args: Args.args, **named: Args.kwargs
) -> Value:
    """What a function returns, called in a thread.

    A thread cannot be stopped. Whoever waits here and is cancelled is so once the function has returned: until then
    it may be reading what the caller closes on its way out.

    Args:
        config: Names LangChain's executor and callbacks; `None` for the usual ones.
        work: The function.
        args: Its arguments.
        named: The same, by name.
    """
    running = asyncio.ensure_future(run_in_executor(config, work, *args, **named))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        while not running.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([running])
        raise
