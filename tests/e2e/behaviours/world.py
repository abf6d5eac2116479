"""A bot of one mode, the server of its updates, its articles and its language model: everything a behaviour takes."""

from __future__ import annotations

import re
import shutil
import sqlite3
import time
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from tests.conftest import SAMPLES
from tests.e2e.behaviours.scripted_model import scripted_model
from tests.e2e.conftest import TOKEN, BotProcess, serving
from tests.e2e.filled_store import fill_store
from tests.e2e.telegram_user import TelegramUser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.e2e.behaviours.scripted_model import ScriptedModel
    from tests.e2e.reply import Reply
    from tests.e2e.telegram import Telegram

ADMIN = 9001
QUEUE = 2
"""How many questions of one person may wait."""

ROGUN = "What is the total capacity of Rogun?"
ROGUN_TITLE = "Tajikistan starts the first unit of the Rogun hydropower plant"
ROGUN_QUOTE = "Rogun is planned to have six units with a total capacity of 3,600 megawatts."
TUNNEL = "How long is the Istiqlol tunnel?"
UNANSWERED = "Who won the 2022 World Cup final?"
MARKUP = "What did the engineer Zarina Aliyeva write about pressure in the pipes?"
VILLAGES = "Which villages did the drinking water of the Vakhsh pipeline reach?"

START_SECONDS = 120
"""The model is loaded for the first question, on a machine that may be busy."""

_MARKUP_ARTICLE = """\
---
title: Pipes <without> pressure & other worries
url: https://samples.presscite.example/pipes?a=1&b=2
published: 2021-03-05
source: Water & Soil
---

The engineer Zarina Aliyeva wrote that pressure in the pipes stays below 3 bar wherever a < b && c > d in her formula.
"""
_MONTHS = "January February March April May".split()


def _villages_article() -> str:
    title = "The drinking water of the Vakhsh pipeline reaches village after village " * 14
    body = "\n\n".join(
        f"In {month} the drinking water of the Vakhsh pipeline reached the villages of "
        + ", ".join(
            f"{month[:3]}{end}" for end in "obod iston dara kala mazor tepa shahr gard manak".split() * 3
        )
        + "."
        for month in _MONTHS
    )
    return f"---\ntitle: {title.strip()}\nurl: https://samples.presscite.example/villages\n---\n\n{body}\n"


def fill(home: Path, folder: Path, model_cache: Path) -> None:
    """Fill a store with the samples, an article that looks like markup, and one that makes long answers."""
    folder.mkdir()
    (folder / "pipes.md").write_text(_MARKUP_ARTICLE)
    (folder / "villages.md").write_text(_villages_article())
    fill_store(home, model_cache, SAMPLES, folder)


@dataclass
class World:
    """A running bot, and everybody around it.

    Attributes:
        telegram: The server.
        bot: The process.
        env: Its environment.
        folder: Where its files are.
        model: Its language model; None where it has none.
    """

    telegram: Telegram
    bot: BotProcess
    env: Mapping[str, str]
    folder: Path
    model: ScriptedModel | None

    @property
    def writer(self) -> ScriptedModel:
        """The language model of a world that has one."""
        assert self.model is not None
        return self.model

    def reader(self, language: str = "en") -> TelegramUser:
        """Somebody whom the bot has never met."""
        return TelegramUser(self.telegram, language)

    def member(self, group: int, topic: int | None = None, language: str = "en") -> TelegramUser:
        """The same, in a group or a topic of it."""
        return TelegramUser(self.telegram, language, group=group, topic=topic)

    def replies(self, user: TelegramUser, after: int, count: int = 1) -> list[Reply]:
        """What came after a message, waiting for so many; that it takes long is no reply."""
        found: list[Reply] = []
        notices = 0

        def enough() -> bool:
            nonlocal notices
            sent = self.telegram.sent(user.chat["id"], after, count + notices, seconds=1)
            found[:] = [reply for reply in sent if not reply.is_notice]
            notices = len(sent) - len(found)
            return len(found) >= count

        self.until(enough)
        return found

    def until(self, ready: Callable[[], object]) -> None:
        """Wait until something is true."""
        deadline = time.monotonic() + START_SECONDS
        while not ready():
            assert self.bot.process.poll() is None, self.bot.output
            assert time.monotonic() < deadline, self.bot.output
            time.sleep(0.02)

    def idle(self) -> None:
        """Wait until the bot has taken every update, and no question waits or is in work."""
        self.until(lambda: self.telegram.state()["pending"] == 0)
        self.until(lambda: self.count("inbox WHERE state != 'done'") == 0)

    def count(self, rows: str) -> int:
        """How many rows of a table the bot keeps, as an operator may look them up."""
        with closing(sqlite3.connect(self.env["TELEGRAM_STATE"])) as state:
            (found,) = state.execute(f"SELECT count(*) FROM {rows}").fetchone()  # noqa: S608 - of the tests
        return int(found)

    def metric(self, series: str) -> float:
        """A figure of /metrics; 0 where nothing was counted."""
        lines = self.page("/metrics").text.splitlines()
        return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(f"{series} ")), 0.0)

    def page(self, path: str) -> httpx.Response:
        """A page for operators."""
        match = re.search(r"listening for operators address=(\S+)", self.bot.output)
        assert match is not None, self.bot.output
        return httpx.get(f"http://{match[1]}{path}", trust_env=False, timeout=30)


def environment(mode: str, telegram: Telegram, folder: Path, base: Mapping[str, str]) -> dict[str, str]:
    """The environment of a bot with everything switched on.

    Args:
        mode: "polling" or "webhook".
        telegram: Its server, which is told where a webhook leads.
        folder: For its files.
        base: The environment of a process, with the articles.
    """
    env = {
        **base,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE_URL": telegram.url,
        "TELEGRAM_STATE": str(folder / "bot.db"),
        "TELEGRAM_ADMINS": str(ADMIN),
        "TELEGRAM_QUEUE": str(QUEUE),
        "TELEGRAM_METRICS_LISTEN": "127.0.0.1:0",
        # Up to three of these bots run at a time, and each would need 250 MB more; the other tests read.
        "PRESSCITE_READER": "off",
    }
    if mode == "webhook":
        socket = f"unix:{folder / 'bot.sock'}"
        telegram.change(routes=[socket])
        env |= {
            "TELEGRAM_WEBHOOK_URL": "https://bot.example/telegram",
            "TELEGRAM_WEBHOOK_LISTEN": socket,
            "TELEGRAM_WEBHOOK_SECRET": "a-secret_of-no-bot",
        }
    return env


def with_model(env: Mapping[str, str], model: ScriptedModel) -> dict[str, str]:
    """An environment in which a language model writes the answers."""
    named = {
        "PRESSCITE_LLM": "openai:scripted",
        "PRESSCITE_LLM_BASE_URL": model.url,
        "PRESSCITE_LLM_API_KEY": "key-of-no-account",
    }
    return {**env, **named}


@contextmanager
def inhabited(
    mode: str, folder: Path, base: Mapping[str, str], home: Path, *, writes: bool
) -> Iterator[World]:
    """A world that has been asked its first question; when it ends, nothing may have gone wrong in it.

    Args:
        mode: "polling" or "webhook".
        folder: For its files.
        base: The environment of a process.
        home: A store, which is copied.
        writes: Whether a language model writes the answers.
    """
    own = shutil.copytree(home, folder / "home")
    with ExitStack() as stack:
        telegram = stack.enter_context(serving())
        model = stack.enter_context(scripted_model()) if writes else None
        env = environment(mode, telegram, folder, {**base, "PRESSCITE_HOME": str(own)})
        if model is not None:
            env = with_model(env, model)
        world = World(telegram, BotProcess.fork(env, folder / "log"), env, folder, model)
        try:
            world.reader().ask(ROGUN, START_SECONDS)
            yield world
        finally:
            code = world.bot.stop()
        assert code == 0, world.bot.output
        assert telegram.refused() == []
        assert "Traceback" not in world.bot.output
        assert TOKEN.partition(":")[2] not in world.bot.output
