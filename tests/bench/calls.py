"""How much passes between modules while one question is answered, from the update to the sent answer.

Counts calls of functions of the product out of another module of it, by `sys.setprofile` in every thread.  The bot is
wired to the Bot API of the tests in this process; the chain, the store and the model are the real ones.  What happens
by the clock (looks into the queue, for a new generation, and whether the answer is there; signs that the bot is
typing) is not counted: how often depends on the machine.

    python -m tests.bench.calls
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import corpus
from bot.articles.notifier import Notifier
from bot.jobs.queue import JobQueue
from bot.outgoing.typing import _keep_typing
from bot.periodic_task import PeriodicTask
from retrieval import build_chain, build_retriever, refresh
from retrieval.settings import Settings
from retrieval.store.store import Store
from tests.bot.fake_telegram import FakeTelegram

if TYPE_CHECKING:
    from types import FrameType

_OURS = ("bot.", "corpus.", "retrieval.")
_SAMPLES = Path(corpus.__file__).parent / "samples" / "articles"
_WARM_UP = ("Who founded Arkadag?", "When was the Istiqlol Tunnel opened?")
_QUESTION, _ANSWER = "What is the total capacity of Rogun?", "3,600"

# What calls by the clock.
_BY_THE_CLOCK = (
    FakeTelegram.rest.__code__,
    JobQueue.claim.__code__,
    Notifier.look.__code__,
    PeriodicTask._run.__code__,
    Store.follow.__code__,
    _keep_typing.__code__,
)

# What is made by the interpreter, not called by anybody: a body of a class, a comprehension, a part of a function.
_PARTS = ("<module>", "<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>", "<lambda>")


class CallCounter:
    """Counts calls between modules while it is switched on."""

    def __init__(self) -> None:
        self.on = False
        self.calls: Counter[tuple[str, str]] = Counter()
        self.functions: Counter[str] = Counter()

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        """See `sys.setprofile`."""
        if not self.on or event != "call" or frame.f_code.co_name in _PARTS:
            return
        callee = frame.f_globals.get("__name__", "")
        if not callee.startswith(_OURS) or _goes_on(frame):
            return
        caller = self._caller(frame)
        if caller is not None and caller != callee:
            self.calls[caller, callee] += 1
            self.functions[f"{callee}.{frame.f_code.co_qualname}"] += 1

    def _caller(self, frame: FrameType) -> str | None:
        """The module of ours that calls, through whatever library lies between; `None` for the clock."""
        caller = None
        above = frame.f_back
        while above is not None:
            if above.f_code in _BY_THE_CLOCK:
                return None
            name = str(above.f_globals.get("__name__", ""))
            if caller is None and name.startswith(_OURS):
                caller = name
            above = above.f_back
        return caller


def _goes_on(frame: FrameType) -> bool:
    """Whether a generator or coroutine is entered again where it stopped: it was called before.

    A function begins with RESUME 0; behind a `yield` or an `await` the instruction has another argument.
    """
    return frame.f_code.co_code[frame.f_lasti + 1] != 0


async def answered(settings: Settings) -> CallCounter:
    """Ask until all is warm, then count what one more question takes."""
    counter = CallCounter()
    threading.setprofile(counter)  # before any thread begins
    sys.setprofile(counter)
    retriever = build_retriever(settings)
    chain = build_chain(settings, retriever=retriever)
    async with FakeTelegram(chain, retriever=retriever) as telegram:
        for question in _WARM_UP:
            await telegram.receive(text=question)
        counter.on = True
        sent = await telegram.receive(text=_QUESTION)
        counter.on = False
    if not any(_ANSWER in message.get("text", "") for message in sent):
        raise SystemExit("the question was not answered")
    return counter


def main() -> None:
    """Print how many calls passed between modules, and the busiest ways."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        refresh([_SAMPLES], settings)
        counter = asyncio.run(answered(settings))
    click.echo(f"{sum(counter.calls.values()):,} calls between {len(counter.calls)} pairs of modules")
    for (caller, callee), count in counter.calls.most_common(15):
        click.echo(f"{count:7,}  {caller} -> {callee}")
    click.echo("most called:")
    for function, count in counter.functions.most_common(15):
        click.echo(f"{count:7,}  {function}")


if __name__ == "__main__":
    main()
