"""Work in a thread: what it returns, what it raises, and what becomes of whoever is cancelled meanwhile."""

from __future__ import annotations

import asyncio
import threading

import pytest

from retrieval.in_thread import in_thread


async def test_the_function_is_called_elsewhere() -> None:
    """With its arguments, and what it returns comes back."""

    def where(before: str, *, after: str) -> str:
        return f"{before}{threading.get_ident()}{after}"

    there = await in_thread(None, where, "<", after=">")
    assert there.startswith("<")
    assert there.endswith(">")
    assert there != where("<", after=">")


async def test_what_it_raises_is_raised_here() -> None:
    """As if it had been called here."""
    with pytest.raises(ValueError, match="x"):
        await in_thread(None, int, "x")


@pytest.mark.parametrize("cancellations", [1, 3])
async def test_whoever_is_cancelled_waits_for_the_thread(cancellations: int) -> None:
    """However often: what the thread reads is not closed under it."""
    begun, go, ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        go.wait(10)
        ended.set()

    async def lend() -> bool:
        try:
            await in_thread(None, work)
        finally:
            lent_until_the_end.append(ended.is_set())
        return True

    lent_until_the_end: list[bool] = []
    task = asyncio.create_task(lend())
    await asyncio.to_thread(begun.wait, 10)
    for _ in range(cancellations):
        task.cancel()
        await asyncio.sleep(0)
    assert not task.done()
    go.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert lent_until_the_end == [True]
