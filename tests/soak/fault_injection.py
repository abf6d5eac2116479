"""Questions while a third of all calls of the Bot API fails: each is answered once, and no chat waits for another."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.demo import TRIALS
from tests.e2e.conftest import BotProcess, env_of_bot, serving
from tests.e2e.telegram_user import TelegramUser
from tests.soak.environment import sample_env
from tests.soak.inbox import Inbox
from tests.soak.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tests.e2e.telegram import Telegram
    from tests.soak.tally import Question

_IN_FLIGHT = 2  # questions of one person; the bot takes ten
_LAST_SECONDS = 2.0  # in which an answer too many would still come
_LONGEST = 900.0  # seconds for what is open when the last question was asked


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What is to happen.

    Attributes:
        questions: How many are asked.
        a_second: How many of them a second, by all people together.
        plain: People of whom nothing else is said.
        refused: Further ones to whom a 403 may come at random, as if Telegram were wrong about them.
        limited: Further ones to whom each answer is refused with a 429 first.
        wait: For how many seconds that is.
        blocking: Further ones who block the bot while a question of theirs is open.
        groups: Groups, of five members each.
        hang: Seconds that a call hangs which does; the bot waits for 20.
        concurrency: How many questions the bot has in work at once.
        seed: Of all chances.
    """

    questions: int = 500
    a_second: float = 5.0
    plain: int = 40
    refused: int = 10
    limited: int = 40
    wait: int = 20
    blocking: int = 6
    groups: int = 4
    hang: float = 25.0
    concurrency: int = 32
    seed: int = 1


@dataclass
class Crowd:
    """Who asks, by what happens to them."""

    plain: list[TelegramUser]
    refused: list[TelegramUser]
    limited: list[TelegramUser]
    blocking: list[TelegramUser]
    members: list[TelegramUser]
    gone: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, scenario: Scenario, telegram: Telegram) -> Crowd:
        """So many people as the scenario has."""
        sizes = scenario.plain, scenario.refused, scenario.limited, scenario.blocking
        plain, refused, limited, blocking = ([TelegramUser(telegram) for _ in range(size)] for size in sizes)
        groups = range(-9001, -9001 - scenario.groups, -1)
        members = [TelegramUser(telegram, group=group) for group in groups for _ in range(5)]
        return cls(plain, refused, limited, blocking, members)

    @property
    def here(self) -> list[TelegramUser]:
        """Everybody who has not blocked the bot."""
        everybody = [*self.plain, *self.refused, *self.limited, *self.blocking, *self.members]
        return [person for person in everybody if person.id not in self.gone]


def run(size: int) -> dict[str, Any]:
    """So many questions; figures on what became of them."""
    with tempfile.TemporaryDirectory() as name, serving() as telegram:
        return FaultInjection(Scenario(questions=size), telegram, sample_env(Path(name)), Path(name)).run()


def is_wrong(figures: Mapping[str, Any]) -> bool:
    """Whether a question was lost or doubled for no good reason, or people waited for those whom Telegram limits."""
    faults = ("never answered", "left in the inbox", "strays", "refused by Telegram", "exit code")
    seconds = figures["seconds"]
    return (
        any(figures[fault] for fault in faults)
        or figures["answered more than once"]["for another reason"] > 0
        or seconds["undisturbed"]["95 %"] >= seconds["limited"]["median"]
    )


class FaultInjection:
    """A bot whose calls fail.

    Args:
        scenario: What is to come.
        telegram: The server, which nobody else uses.
        env: The environment of a process that answers from the samples.
        folder: For the bot's state and log.
        start: Starts a bot.
    """

    def __init__(
        self,
        scenario: Scenario,
        telegram: Telegram,
        env: Mapping[str, str],
        folder: Path,
        start: Callable[[Mapping[str, str], Path], BotProcess] = BotProcess.start,
    ) -> None:
        self._start = start
        self._scenario = scenario
        self._telegram = telegram
        self._env = env_of_bot(telegram, env, folder / "state" / "bot.db") | {
            "TELEGRAM_CONCURRENCY": str(scenario.concurrency)
        }
        self._inbox = Inbox(folder / "state" / "bot.db")
        self._log = folder / "log"
        self._crowd = Crowd.of(scenario, telegram)
        self._tally = Tally(telegram)
        self._chance = random.Random(scenario.seed)  # noqa: S311 - a seeded choice

    def run(self) -> dict[str, Any]:
        """Let the bot start, answer and end, with faults from its first call to its last."""
        self._telegram.fail_at_random(
            seed=self._scenario.seed,
            hang=self._scenario.hang,
            forbidden=[person.id for person in self._crowd.refused],
        )
        bot = self._start(self._env, self._log)
        try:
            self._await_first(bot)
            self._ask_all(bot)
            self._await_all(bot)
        finally:
            self._telegram.fail_at_random(share=0)
            code = bot.stop()
        return self._figures() | {"exit code": code}

    def _await_first(self, bot: BotProcess) -> None:
        """One answer, because the first waits for the model, and that is not what is measured."""
        first = self._tally.ask(TelegramUser(self._telegram), TRIALS[0].question)
        deadline = time.monotonic() + _LONGEST
        while not first.settled:
            assert bot.process.poll() is None, bot.output
            assert time.monotonic() < deadline, bot.output
            self._tally.look(1)

    def _ask_all(self, bot: BotProcess) -> None:
        began = time.monotonic()
        for number in range(self._scenario.questions - 1):
            due = began + number / self._scenario.a_second
            while time.monotonic() < due or not (free := self._free()):
                assert bot.process.poll() is None, bot.output
                self._tally.look(min(0.1, max(0.0, due - time.monotonic())) or 0.1)
            self._ask(self._chance.choice(free))

    def _free(self) -> list[TelegramUser]:
        return [person for person in self._crowd.here if len(self._tally.open(person)) < _IN_FLIGHT]

    def _ask(self, person: TelegramUser) -> None:
        if person in self._crowd.limited:
            self._telegram.fail("sendMessage", chat_id=person.id, status=429, retry_after=self._scenario.wait)
        self._tally.ask(person, self._chance.choice(TRIALS).question)
        if person in self._crowd.blocking and self._chance.random() < 0.5:
            person.block()
            self._crowd.gone.add(person.id)

    def _await_all(self, bot: BotProcess) -> None:
        """Until the bot has nothing left to do."""
        deadline = time.monotonic() + _LONGEST
        while self._telegram.state()["pending"] or self._inbox.unfinished():
            assert bot.process.poll() is None, bot.output
            if time.monotonic() > deadline:
                return  # the figures tell what is left
            self._tally.look(0.5)
        time.sleep(_LAST_SECONDS)
        self._tally.look()

    def _figures(self) -> dict[str, Any]:
        struck, state = self._telegram.struck(), self._telegram.state()
        lost = {each["message_id"] for each in struck if each.get("drop") == "after" and "message_id" in each}
        questions, gone = self._tally.questions, self._crowd.gone
        doubled = [each for each in questions if len(each.answers) > 1]
        twice = [each for each in doubled if len(each.arrived(lost)) > 1]
        never = [each for each in self._tally.open() if each.person.id not in gone]
        calls = sum(state["calls"].values())
        return {
            "asked": len(questions),
            "answered once": sum(len(each.answers) == 1 for each in questions),
            "answered more than once": {
                "Telegram took the first one and the connection dropped": len(doubled) - len(twice),
                "for another reason": len(twice),
            },
            "a notice instead": sum(bool(each.notices) and not each.answers for each in questions),
            "blocked the bot meanwhile": len(self._tally.open()) - len(never),
            "never answered": len(never),
            "those": [self._tally.described(each, self._inbox) for each in [*never, *twice]],
            "left in the inbox": self._inbox.unfinished(),
            "strays": len(self._tally.strays),
            "refused by Telegram": len(self._telegram.refused()),
            "calls": calls,
            "failed": round(len(struck) / calls, 3),
            "random faults": state["random_faults"],
            "seconds": self._seconds(struck),
        }

    def _seconds(self, struck: Sequence[dict[str, Any]]) -> dict[str, dict[str, float]]:
        """How long answers took from their question's arrival at the bot, or its person's former answer on; by what
        happened to the chat meanwhile.  The first question, which waited for the model, is left out.
        """
        received = self._inbox.received()
        spans: dict[str, list[float]] = {"undisturbed": [], "limited": [], "other faults": []}
        last: dict[int, float] = {}
        for question in self._tally.questions[1:]:
            if not question.answers:
                continue
            person, until = question.person.id, question.answered_at
            since = max(received[question.message_id], last.get(person, 0.0))
            last[person] = max(until, last.get(person, 0.0))
            spans[_kind(question, since, until, struck)].append(until - since)
        return {kind: _spread(each) for kind, each in spans.items()}


def _kind(question: Question, since: float, until: float, struck: Iterable[dict[str, Any]]) -> str:
    faults = [
        each
        for each in struck
        if each["chat_id"] == str(question.chat)
        and each["at"] <= until
        and each["at"] + each.get("retry_after", each.get("delay", 0)) >= since
    ]
    if any(each.get("status") == 429 for each in faults):
        return "limited"
    return "other faults" if faults else "undisturbed"


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    if len(seconds) < 2:
        return {"questions": len(seconds)}
    return {
        "questions": len(seconds),
        "median": round(statistics.median(seconds), 2),
        "95 %": round(statistics.quantiles(seconds, n=20)[-1], 2),
        "slowest": round(max(seconds), 2),
    }
