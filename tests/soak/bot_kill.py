"""The bot killed at random instants while questions are queued: each is answered once."""

from __future__ import annotations

import random
import signal
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.demo import TRIALS
from tests.e2e.conftest import BotProcess, env_of_bot, serving
from tests.e2e.telegram_user import TelegramUser
from tests.soak.environment import sample_env
from tests.soak.inbox import Inbox
from tests.soak.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.e2e.telegram import Telegram

UPDATE_SOURCES = ("polling", "webhook")
_PEOPLE, _QUESTIONS = 12, 5  # at a time; each person asks so many
_KILLS = (
    4  # while these are asked; a question that is in work at more than three kills is given up with a notice
)
_AIMS = ("starting", "taking in", "answering", "sending", "whatever")
_LAST_SECONDS = 1.0  # in which an answer too many would still come
_LONGEST = 180.0  # seconds for anything
_LOOK_SECONDS = 0.002
_LOOK_SECONDS_AT_START = 0.05  # nothing to see there, and nothing to be taken from the bot
_WORK_SECONDS = 3.0  # about what sixty questions take beside the start


def run(kills: int, seed: int = 1) -> dict[str, Any]:
    """So many kills, half of them of a bot that polls and half of one that has a webhook; figures for each."""
    figures = {}
    with tempfile.TemporaryDirectory() as name:
        env = sample_env(Path(name))
        for number, source in enumerate(UPDATE_SOURCES):
            folder = Path(name) / source
            folder.mkdir()
            with serving() as telegram:
                killed = KilledBot(telegram, env, folder, webhook=source == "webhook", seed=seed + number)
                figures[source] = killed.run((kills + 1 - number) // 2)
    return figures


def is_wrong(figures: Mapping[str, Any]) -> bool:
    """Whether a question was lost or answered twice, or the bot did not end as it should.

    What is lost in the moment between the record that an answer goes out and its writing (`bot.outgoing.send_hook`) is
    counted and not wrong: nothing can close that moment, and the kills aim at it.
    """
    return any(figures[fault] for fault in ("lost", "doubled", "strays", "refused by Telegram", "exit code"))


class KilledBot:
    """A bot that is killed and started again.

    Args:
        telegram: The server, which nobody else uses.
        env: The environment of a process that answers from the samples.
        folder: For the bot's state, socket and logs.
        webhook: Whether updates are brought to it.
        seed: Of all chances.
        start: Starts a bot.
    """

    def __init__(
        self,
        telegram: Telegram,
        env: Mapping[str, str],
        folder: Path,
        *,
        webhook: bool,
        seed: int,
        start: Callable[[Mapping[str, str], Path], BotProcess] = BotProcess.start,
    ) -> None:
        self._start = start
        self._telegram = telegram
        self._env = env_of_bot(telegram, env, folder / "state" / "bot.db")
        if webhook:
            socket = f"unix:{folder / 'bot.sock'}"
            telegram.change(routes=[socket], longest_pause=1.0)
            self._env |= {
                "TELEGRAM_WEBHOOK_URL": "https://bot.example/telegram",
                "TELEGRAM_WEBHOOK_LISTEN": socket,
            }
        self._folder = folder
        self._chance = random.Random(seed)  # noqa: S311 - a seeded choice
        self._inbox = Inbox(folder / "state" / "bot.db")
        self._tally = Tally(telegram)
        self._bot: BotProcess | None = None
        self._began, self._is_up = 0.0, False
        self._starts: list[float] = []  # seconds
        self._kills: Counter[str] = Counter()
        self._answered: Counter[str] = Counter()
        self._being_sent = 0

    def run(self, kills: int) -> dict[str, Any]:
        """Let questions come, sixty at a time, until the bot was killed so often, and all are answered."""
        try:
            while (left := kills - self._kills.total()) > 0:
                self._ask_and_kill(min(_KILLS, left))
            code = self._running().stop()
        finally:
            if self._bot is not None:
                self._bot.stop(signal.SIGKILL)
        return self._figures() | {"exit code": code}

    def _ask_and_kill(self, kills: int) -> None:
        """Sixty questions, to a bot that runs already where these are not the first."""
        people = [TelegramUser(self._telegram) for _ in range(_PEOPLE)]
        for _ in range(_QUESTIONS):
            for person in people:
                self._tally.ask(person, self._chance.choice(TRIALS).question)
        for aim in self._chance.sample(_AIMS, kills):
            self._kill(aim)
        self._until(self._done)
        time.sleep(_LAST_SECONDS)
        self._tally.look()

    def _done(self) -> bool:
        return not self._left() and not self._telegram.state()["pending"]

    def _left(self) -> int:
        """How many questions are not dealt with."""
        return len(self._tally.questions) - self._inbox.taken_in() + self._inbox.unfinished()

    def _kill(self, aim: str) -> None:
        """Kill the bot as soon as it does what is aimed at; not at all where everything is answered by then."""
        reached = self._aimed(aim) if self._left() else lambda: True
        self._until(lambda: reached() or not self._left())
        if not self._left():
            return
        bot = self._running()
        assert bot.stop(signal.SIGKILL) == -signal.SIGKILL, bot.output
        self._kills[self._hit(bot)] += 1
        self._tally.look()
        share = 4 * self._answered_now() // (_PEOPLE * _QUESTIONS)
        self._answered[f"{25 * share} % or more"] += 1
        self._bot = None

    def _aimed(self, aim: str) -> Callable[[], bool]:
        """Tells whether the time has come."""
        self._running()
        inbox, asked = self._inbox, len(self._tally.questions)
        if aim in ("starting", "whatever"):
            usual = statistics.median(self._starts) if self._starts else 4.0
            since = self._began if not self._is_up else time.monotonic()
            until = since + self._chance.uniform(0.0, usual + (aim == "whatever") * _WORK_SECONDS)
            return lambda: time.monotonic() >= until
        if aim == "taking in" and (missing := asked - inbox.taken_in()):
            enough = asked - missing + self._chance.randint(1, missing)
            return lambda: inbox.taken_in() >= enough
        left = self._chance.randint(1, self._left())
        if aim == "sending":
            return lambda: self._left() <= left and inbox.being_sent() > 0
        return lambda: self._is_up and self._left() <= left and inbox.in_work() > 0 and not inbox.being_sent()

    def _hit(self, bot: BotProcess) -> str:
        """What a bot that was killed had been doing."""
        if "answering bot=" not in bot.output:
            return "starting"
        if sent := self._inbox.being_sent():
            self._being_sent += sent
            return "sending"
        if self._inbox.taken_in() < len(self._tally.questions):
            return "taking in"
        return "answering" if self._inbox.in_work() else "between two questions"

    def _answered_now(self) -> int:
        """How many of the last sixty questions are answered."""
        return sum(bool(each.answers) for each in self._tally.questions[-_PEOPLE * _QUESTIONS :])

    def _running(self) -> BotProcess:
        if self._bot is None:
            self._began, self._is_up = time.monotonic(), False
            self._bot = self._start(self._env, self._folder / f"log-{self._kills.total()}")
        return self._bot

    def _until(self, ready: Callable[[], bool]) -> None:
        bot = self._running()
        deadline = time.monotonic() + _LONGEST
        while not ready():
            assert time.monotonic() < deadline, bot.output
            assert bot.process.poll() is None, bot.output
            if not self._is_up and "answering bot=" in bot.output:
                self._is_up = True
                self._starts.append(time.monotonic() - self._began)
            time.sleep(_LOOK_SECONDS if self._is_up else _LOOK_SECONDS_AT_START)

    def _figures(self) -> dict[str, Any]:
        questions = self._tally.questions
        doubled = [each for each in questions if len(each.answers) + len(each.notices) > 1]
        lost = self._tally.open()
        described = [self._tally.described(each, self._inbox) for each in [*lost, *doubled]]
        unwritten = sum(each.get("begun") == 1 for each in described[: len(lost)])
        return {
            "kills": self._kills.total(),
            "while": dict(self._kills),
            "when so many of the last sixty questions were answered": dict(sorted(self._answered.items())),
            "answers being sent": self._being_sent,
            "asked": len(questions),
            "answered once": sum(len(each.answers) == 1 and not each.notices for each in questions),
            "doubled": len(doubled),
            "given up with a notice": sum(bool(each.notices) and not each.answers for each in questions),
            "recorded as sent, and killed before it was written": unwritten,
            "lost": len(lost) - unwritten,
            "those": described,
            "strays": len(self._tally.strays),
            "refused by Telegram": len(self._telegram.refused()),
            "start_s": round(statistics.median(self._starts), 1),
        }
