"""What Telegram costs: the real bot process beside the chain called directly; see `run.py` (Linux only).

The Bot API server is the one of the tests, in a process of its own: it keeps two cores busy together with the bot, and
judges every message by Telegram's parser, which the chain called directly need not wait for.  So each side's processor
time is told beside the seconds on the clock.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from bot.settings import BotSettings
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from tests.bench.direct_chain import DirectChain, direct_chain
from tests.bench.newspaper_questions import DIFFERENT, questions
from tests.bench.processes import cpu_seconds, environment
from tests.conftest import REPOSITORY, SAMPLES
from tests.e2e.conftest import TOKEN, BotProcess
from tests.e2e.telegram import Telegram
from tests.e2e.telegram_user import TelegramUser

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.e2e.reply import Reply

    Asked = tuple[str, str]  # a language, and a question in it

_WARMING, _QUESTIONS, _TURNS = 64, 192, 5
_FLOOD, _FLOODS = 100, 15
_PATIENCE = 120.0  # seconds
_REST = 1.0  # between two turns, in which threads that still spin come to rest


@dataclass(frozen=True)
class Running:
    """The bot and the Bot API server, each a process."""

    telegram: Telegram
    server: int
    bot: BotProcess

    def together(self, asked: Sequence[Asked]) -> dict[str, float]:
        """Everybody asks at the same moment, each person one question; figures until the last answer.

        The bot is stopped until all have asked, so that it need not share the processor with who asks.
        """
        pid = self.bot.process.pid
        os.kill(pid, signal.SIGSTOP)
        people = [TelegramUser(self.telegram, language) for language, _ in asked]
        numbers = [person.write(text) for person, (_, text) in zip(people, asked, strict=True)]
        before = cpu_seconds(pid), cpu_seconds(self.server)
        began = time.time()
        os.kill(pid, signal.SIGCONT)
        # Whoever asked last is waited for first: the others' answers are there by then, and cost no more waiting.
        ended = [
            _at(_answer(person, number)) for person, number in zip(people[::-1], numbers[::-1], strict=True)
        ]
        return {
            "seconds": max(ended) - began,
            "cpu": cpu_seconds(pid) - before[0],
            "server_cpu": cpu_seconds(self.server) - before[1],
        }

    def alone(self, language: str, text: str) -> float:
        """Seconds from a question of somebody, put to an idle bot, to its answer."""
        return _asked(TelegramUser(self.telegram, language), text)

    def beside_a_flood(self, language: str, text: str) -> float:
        """The same, right behind so many questions of somebody else."""
        flooder, other = TelegramUser(self.telegram), TelegramUser(self.telegram, language)
        pid = self.bot.process.pid
        os.kill(pid, signal.SIGSTOP)
        for number in range(_FLOOD):
            flooder.write(f"What happened in {1900 + number}?")
        os.kill(pid, signal.SIGCONT)
        return _asked(other, text)


def measure(folder: Path) -> dict[str, Any]:
    """Both figures, over a store of the sample articles."""
    settings = Settings(home=folder / "home")
    refresh([SAMPLES], settings)
    env = environment(settings)
    return {"throughput": throughput(env, folder), "flood": flood(env, folder)}


def throughput(env: dict[str, str], folder: Path) -> dict[str, Any]:
    """Questions a second, the bot and the chain in turn, each with the same questions, as many at once."""
    asked_for = questions()
    with _running(env, folder) as bot, direct_chain(env, _concurrency()) as chain:
        warming = list(islice(asked_for, _WARMING))
        bot.together(warming)
        chain.answer([text for _, text in warming])
        turns = []
        for turn in range(_TURNS):
            asked = list(islice(asked_for, _QUESTIONS))
            figures: dict[str, dict[str, float]] = {}
            for side in ("bot", "chain") if turn % 2 else ("chain", "bot"):
                time.sleep(_REST)
                figures[side] = bot.together(asked) if side == "bot" else _direct(chain, asked)
            turns.append(figures)
        assert not bot.telegram.refused(), bot.telegram.refused()
    return _compared(turns)


def flood(env: dict[str, str], folder: Path) -> dict[str, Any]:
    """Milliseconds to an answer on an idle bot, and right behind a hundred questions of somebody else, in turn.

    Both sides are asked the same questions, which begin in another way each time and so were never asked before.
    """
    asked_for = list(islice(questions(), 3 * DIFFERENT))
    once, again, warming = (asked_for[n * DIFFERENT : (n + 1) * DIFFERENT] for n in range(3))
    times: dict[str, list[float]] = {"idle": [], "flooded": []}
    with _running(env, folder) as bot:
        for asked in warming:
            bot.alone(*asked)
        for turn, pair in enumerate(zip(once[:_FLOODS], again[:_FLOODS], strict=True)):
            idle, flooded = pair if turn % 2 else pair[::-1]
            time.sleep(2 * _REST)
            times["idle"].append(1000 * bot.alone(*idle))
            time.sleep(2 * _REST)
            times["flooded"].append(1000 * bot.beside_a_flood(*flooded))
    medians = {f"{name}_ms": round(statistics.median(each), 1) for name, each in times.items()}
    return {
        **medians,
        "all_ms": {name: [round(ms, 1) for ms in each] for name, each in times.items()},
        "ratio": medians["flooded_ms"] / medians["idle_ms"],
    }


def _compared(turns: Sequence[dict[str, dict[str, float]]]) -> dict[str, Any]:
    sides = {
        side: {
            "questions_a_second": _QUESTIONS / statistics.median(turn[side]["seconds"] for turn in turns),
            **{
                f"{name}_ms_a_question": 1000
                * statistics.median(turn[side][name] for turn in turns)
                / _QUESTIONS
                for name in turns[0][side]
                if name.endswith("cpu")
            },
        }
        for side in turns[0]
    }
    return {
        **sides,
        "ratio": statistics.median(turn["chain"]["seconds"] / turn["bot"]["seconds"] for turn in turns),
        "cpu_ratio": statistics.median(turn["chain"]["cpu"] / turn["bot"]["cpu"] for turn in turns),
        "turns": turns,
    }


def _direct(chain: DirectChain, asked: Sequence[Asked]) -> dict[str, float]:
    before = cpu_seconds(chain.pid)
    answered = chain.answer([text for _, text in asked])
    return {**answered, "cpu": cpu_seconds(chain.pid) - before}


def _asked(person: TelegramUser, text: str) -> float:
    began = time.time()
    return _at(_answer(person, person.write(text))) - began


def _answer(person: TelegramUser, number: int) -> Reply:
    """The answer to a message; notices that it takes its time are none."""
    deadline = time.monotonic() + _PATIENCE
    count = 1
    while time.monotonic() < deadline:
        replies = person.replies(number, count, _PATIENCE)
        for reply in replies:
            if reply.answers == number:
                return reply
        count = len(replies) + 1
    raise AssertionError(f"no answer to message {number} in {_PATIENCE} s")


def _at(reply: Reply) -> float:
    """When the server got a message, in seconds since 1970."""
    return float(reply.raw["history"][0]["at"])


@contextmanager
def _running(env: dict[str, str], folder: Path) -> Iterator[Running]:
    command = [sys.executable, "-m", "tests.e2e.bot_api", "--token", TOKEN]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        telegram = Telegram(f"http://127.0.0.1:{json.loads(server.stdout.readline())['port']}")
        # Each server numbers its updates from the same start.
        state = str(folder / f"state-{server.pid}.db")
        its = {
            **env,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": telegram.url,
            "TELEGRAM_STATE": state,
        }
        bot = BotProcess.start(its, folder / "log")
        try:
            yield Running(telegram, server.pid, bot)
        finally:
            code = bot.stop()
            telegram.close()
            server.terminate()
        assert code == 0, bot.output


def _concurrency() -> int:
    return int(BotSettings.model_fields["concurrency"].default)
