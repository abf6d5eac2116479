"""Questions to bots on several machines while articles are refreshed: none fails, what is new is found at once.

Two bots and three workers on machines of their own, which share but the addresses of PostgreSQL and of the Chroma
server, and refreshes that bring an article with a word that no other has.  People ask before it is published and after;
from when on an answer holds the word, is measured for each bot: from the commit that published it, by PostgreSQL's own
record, to the moment at which the Bot API took the answer.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.texts import LANGUAGES
from retrieval.demo import TRIALS
from tests.conftest import SAMPLES
from tests.e2e.conftest import TOKEN, serving
from tests.e2e.telegram_user import TelegramUser
from tests.fork_server import fork_server
from tests.postgres_process import PostgresProcess
from tests.soak.deployment import Deployment
from tests.soak.newsroom import Newsroom
from tests.soak.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tests.e2e.conftest import BotProcess
    from tests.e2e.reply import Reply
    from tests.e2e.telegram import Telegram
    from tests.soak.tally import Question

FOUND_SECONDS = 2.0
"""After which an answer of any bot has what was published."""

_PER_REFRESH = 20  # questions, of which a half or more are about the new article
_ARTICLES = 150  # at the beginning
_MANY_EVERY, _MANY = 5, 55  # refreshes; each fifth brings so many articles that workers take part
_EVERY = 0.15  # seconds between two questions
_LONGEST = 600.0
_DONE = re.compile(r"question done update=(\d+)")
_POINTER = "SELECT generation, extract(epoch FROM pg_xact_commit_timestamp(xmin))::float FROM store_pointer"
_UPDATES = f"SELECT message, update_id FROM bot_{TOKEN.partition(':')[0]}.inbox"  # noqa: S608 - our own name


def run(questions: int = 1000, seed: int = 1, bots: int = 2, workers: int = 3) -> dict[str, Any]:
    """Ask so many questions while articles are refreshed."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        telegram = stack.enter_context(serving())
        postgres = PostgresProcess(durable=True, settings=("track_commit_timestamp=on",))
        deployment = stack.enter_context(
            Deployment(
                Path(name), telegram, bots=bots, workers=workers, forks=fork_server(), postgres=postgres
            )
        )
        live = LiveMachines(Path(name), telegram, deployment, postgres, seed)
        return live.run(-(-questions // _PER_REFRESH))


def is_wrong(figures: Mapping[str, Any]) -> bool:
    """Whether a question failed or was answered twice, or what was new was not found in time."""
    faults = ("failed", "doubled", "strays", "refreshes that failed", "not found in 2 s")
    return any(figures[fault] for fault in faults)


@dataclass
class Publication:
    """An article with a word of its own, and who asks for it.

    Attributes:
        word: The word.
        at: When it was published, in seconds since the epoch.
        questions: Those that ask for it, asked since.
    """

    word: str
    at: float
    questions: list[Question] = field(default_factory=list)

    def holds(self, reply: Reply) -> bool:
        """Whether an answer has it."""
        return any(self.word in text for text in (reply.text, *reply.quotes))


class LiveMachines:
    """Refreshes, and people who ask meanwhile.

    Args:
        folder: For everything.
        telegram: The Bot API server, which nobody else uses.
        deployment: Everything that runs.
        postgres: Its database, which keeps the times of commits.
        seed: Of all chances.
    """

    def __init__(
        self, folder: Path, telegram: Telegram, deployment: Deployment, postgres: PostgresProcess, seed: int
    ) -> None:
        self._telegram = telegram
        self._deployment = deployment
        self._postgres = postgres
        self._room = Newsroom(folder / "articles", seed)
        self._probes = folder / "probes"  # apart, so that no change of the others takes one away
        self._probes.mkdir()
        self._tally = Tally(telegram)
        self._others: list[
            tuple[Question, str | None]
        ] = []  # about the samples, each with what its answer holds
        self._publications: list[Publication] = []
        self._seconds: list[float] = []
        self._failed: list[str] = []  # refreshes

    def run(self, refreshes: int) -> dict[str, Any]:
        """Refresh so often; the figures."""
        self._room.add(_ARTICLES)
        refreshing = self._refreshing()
        assert refreshing.process.wait() == 0, refreshing.output
        self._deployment.start()
        self._until(lambda: self._deployment.answering)
        for number in range(1, refreshes + 1):
            self._refresh(number)
            print("live", number, self._figures(), file=sys.stderr, flush=True)  # noqa: T201 - it takes long
        self._until(lambda: not self._tally.open())
        time.sleep(FOUND_SECONDS)  # in which an answer too many would still come
        self._tally.look()
        return self._figures()

    def _refresh(self, number: int) -> None:
        """A refresh while people ask about the samples; then they ask for what it has brought."""
        word = f"zorblat{number:04}"
        probe = self._probes / f"{number:04}.txt"
        probe.write_text(f"Probe {number}\n\nThe name of the probe is {word}.\n", encoding="utf-8")
        adds = _MANY if number % _MANY_EVERY == 0 else 3
        self._room.change(adds, 3, adds)
        before, _ = self._pointer()
        began = time.monotonic()
        refreshing = self._refreshing()
        while self._pointer()[0] == before and refreshing.process.poll() in {None, 0}:
            if len(self._tally.questions) < (number - 0.5) * _PER_REFRESH:
                self._ask_about_samples()
            time.sleep(_EVERY)
        generation, published = self._pointer()
        if generation != before:
            publication = Publication(word, published)
            self._publications.append(publication)
            self._ask_for(publication, number * _PER_REFRESH)
        if refreshing.process.wait():
            self._failed.append(refreshing.output[-300:])
        self._seconds.append(time.monotonic() - began)
        self._until(lambda: not self._tally.open())

    def _ask_about_samples(self) -> None:
        trial = TRIALS[len(self._others) % len(TRIALS)]
        question = self._tally.ask(TelegramUser(self._telegram), trial.question)
        self._others.append((question, trial.holds))

    def _ask_for(self, publication: Publication, enough: int) -> None:
        """Ask for what is new, until so many have been asked in all, and for longer than it may take to be found."""
        asked = f"What is the name of the probe {publication.word}?"
        while (
            len(self._tally.questions) < enough or time.time() < publication.at + FOUND_SECONDS + 2 * _EVERY
        ):
            publication.questions.append(self._tally.ask(TelegramUser(self._telegram), asked))
            time.sleep(_EVERY)

    def _figures(self) -> dict[str, Any]:
        questions = self._tally.questions
        by = self._answered_by()
        found = [self._found(publication, by) for publication in self._publications]
        delays = {
            f"bot {number}": [each[number] for each in found if number in each]
            for number in range(len(self._deployment.bots))
        }
        return {
            "asked": len(questions),
            "answered once": sum(len(each.answers) == 1 and not each.notices for each in questions),
            "failed": sum(not each.answers for each in questions) + len(list(self._wrong())),
            "those": list(self._wrong())[:5],
            "doubled": sum(len(each.answers) + len(each.notices) > 1 for each in questions),
            "strays": len(self._tally.strays),
            "refreshes": len(self._seconds),
            "refreshes that failed": len(self._failed),
            "why": self._failed[:3],
            "refresh median s": round(statistics.median(self._seconds), 2),
            "answered by": {f"bot {n}": sum(each == n for each in by.values()) for n in range(len(delays))},
            "asked 2 s after publication": sum(len(list(self._late(each))) for each in self._publications),
            "not found in 2 s": sum(
                not each.holds(question.answers[0])
                for each in self._publications
                for question in self._late(each)
                if question.answers
            ),
            "published, last asked without finding it, s": _summary(
                [delay for each in self._publications if (delay := _last_missed(each)) is not None]
            ),
            "published to first answer that has it, s": {bot: _summary(of) for bot, of in delays.items()},
            "first answers later than 2 s": {
                bot: sum(delay > FOUND_SECONDS for delay in of) for bot, of in delays.items()
            },
            "answer median s": round(
                statistics.median(
                    [each.answered_at - each.asked_at for each in questions if each.answers] or [0.0]
                ),
                2,
            ),
        }

    def _wrong(self) -> Iterator[str]:
        """Questions about the samples with another answer than there is."""
        for question, holds in self._others:
            for answer in question.answers:
                texts = (answer.text, *answer.quotes)
                right = _is_refusal(answer) if holds is None else any(holds in text for text in texts)
                if not right:
                    yield answer.text[:200]

    @staticmethod
    def _late(publication: Publication) -> Iterator[Question]:
        """Questions for what was published two seconds before."""
        return (each for each in publication.questions if each.asked_at > publication.at + FOUND_SECONDS)

    def _answered_by(self) -> dict[int, int]:
        """The number of the bot that answered each message, by the bots' logs."""
        updates = {int(update): int(message) for message, update in self._postgres.execute(_UPDATES)}
        return {
            updates[int(update)]: number
            for number, bot in enumerate(self._deployment.bots)
            for update in _DONE.findall(bot.output)
        }

    @staticmethod
    def _found(publication: Publication, by: Mapping[int, int]) -> dict[int, float]:
        """After how many seconds each bot's first answer had what was published."""
        found: dict[int, float] = {}
        for question in publication.questions:
            if question.answers and publication.holds(question.answers[0]) and question.message_id in by:
                delay = question.answered_at - publication.at
                bot = by[question.message_id]
                found[bot] = min(delay, found.get(bot, delay))
        return found

    def _pointer(self) -> tuple[int, float]:
        """The number of the published generation, and when it was published."""
        ((generation, at),) = self._postgres.execute(_POINTER)
        return int(generation), float(at)

    def _refreshing(self) -> BotProcess:
        return self._deployment.refreshing(self._room.folder, self._probes, SAMPLES)

    def _until(self, ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _LONGEST
        while not ready():
            bots = [bot.output[-2000:] for bot in self._deployment.bots]
            assert time.monotonic() < deadline, (len(self._tally.open()), *bots)
            self._tally.look()
            time.sleep(0.05)


def _last_missed(publication: Publication) -> float | None:
    """How long after the publication somebody asked last who was answered without it; `None` where nobody was."""
    missed = [
        each.asked_at - publication.at
        for each in publication.questions
        if each.answers and not publication.holds(each.answers[0])
    ]
    return max(missed, default=None)


def _is_refusal(reply: Reply) -> bool:
    return any(reply.text.startswith(texts.refused) for texts in LANGUAGES.values())


def _summary(seconds: Sequence[float]) -> dict[str, float]:
    if not seconds:
        return {"count": 0}
    ordered = sorted(seconds)
    return {
        "count": len(ordered),
        "median": round(statistics.median(ordered), 2),
        "p95": round(ordered[int(0.95 * (len(ordered) - 1))], 2),
        "max": round(ordered[-1], 2),
    }
