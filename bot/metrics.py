"""What is counted while the bot runs, in the format of Prometheus.

All names begin with `presscite_`; docs/running.md lists them.  Labels have few values, all of them known here, so that
nobody who writes to the bot can add a series.
"""

from __future__ import annotations

import platform
import time
from importlib.metadata import PackageNotFoundError, version
from typing import Literal, get_args

from prometheus_client import (
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
)
from telegram import Bot, Update

from bot.store_metrics import StoreMetrics

QuestionOutcome = Literal["answered", "refused", "empty", "failed", "stopped", "stale", "dropped"]
CallOutcome = Literal["ok", "flood", "forbidden", "bad_request", "network"]
RequestOutcome = Literal[
    "accepted", "forbidden", "bad_request", "too_large", "failed", "unavailable", "stopping"
]

_OTHER = "other"
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60)


class Metrics(StoreMetrics):
    """Counts what happens; each object has a registry of its own, so that a process may hold several.

    Attributes:
        registry: Where the metrics are; more can be added to it.
    """

    def __init__(self) -> None:
        super().__init__()
        registry = self.registry
        PlatformCollector(registry=registry)
        self._questions = Counter(
            "presscite_questions", "Questions, by how they ended.", ["outcome"], registry=registry
        )
        self._seconds = Histogram(
            "presscite_answer_seconds",
            "Seconds from the arrival of a question to its last message.",
            buckets=_SECONDS,
            registry=registry,
        )
        self._queue = Gauge(
            "presscite_queue_questions", "Questions that wait, and that are worked on.", ["state"],
            registry=registry,
        )  # fmt: skip
        self._updates = Counter(
            "presscite_updates", "Updates taken from Telegram, by kind.", ["kind"], registry=registry
        )
        self._last_update = Gauge(
            "presscite_last_update_timestamp_seconds", "When the last update came.", registry=registry
        )
        self._calls = Counter(
            "presscite_telegram_calls", "Calls of the Bot API, by how they ended.", ["method", "outcome"],
            registry=registry,
        )  # fmt: skip
        self._requests = Counter(
            "presscite_webhook_requests", "Requests to the webhook, by how they ended.", ["outcome"],
            registry=registry,
        )  # fmt: skip
        self._feedback = Counter(
            "presscite_feedback", "Thumbs and reactions.", ["verdict"], registry=registry
        )
        self._watch_messages = Counter(
            "presscite_watch_messages", "Messages sent for standing questions.", registry=registry
        )
        self._model_answers = Counter(
            "presscite_language_model_answers", "Answers that a language model wrote.", registry=registry
        )
        build = Gauge(
            "presscite_build_info", "1, with the versions as labels.", ["version", "python"],
            registry=registry,
        )  # fmt: skip
        build.labels(_version(), platform.python_version()).set(1)
        self._begin_at_zero()

    def _begin_at_zero(self) -> None:
        """Series that exist from the start: the first event after a restart is an increase, too."""
        for outcome in get_args(QuestionOutcome):
            self._questions.labels(outcome)
        for outcome in get_args(RequestOutcome):
            self._requests.labels(outcome)
        for state in ("waiting", "in_flight"):
            self._queue.labels(state)

    def question(self, outcome: QuestionOutcome, seconds: float | None = None) -> None:
        """A question has ended.

        Args:
            outcome: How; `dropped` where somebody asked too much, `stale` where it had waited too long.
            seconds: From its arrival to the last message of the answer; left out where there was none to wait for.
        """
        self._questions.labels(outcome).inc()
        if seconds is not None:
            self._seconds.observe(seconds)

    def queue(self, *, waiting: int, in_flight: int) -> None:
        """How many questions wait and how many are worked on, now."""
        self._queue.labels("waiting").set(waiting)
        self._queue.labels("in_flight").set(in_flight)

    def update(self, kind: str) -> None:
        """An update has come.

        Args:
            kind: The Bot API's name for it, such as `message` or `callback_query`.
        """
        self._updates.labels(kind if kind in Update.ALL_TYPES else _OTHER).inc()
        self._last_update.set(time.time())

    def call(self, method: str, outcome: CallOutcome) -> None:
        """The Bot API was called.

        Args:
            method: As in its documentation, such as `sendMessage`.
            outcome: How it ended.
        """
        known = method[:1].islower() and "_" not in method and callable(getattr(Bot, method, None))
        self._calls.labels(method if known else _OTHER, outcome).inc()

    def request(self, outcome: RequestOutcome) -> None:
        """The webhook got a request."""
        self._requests.labels(outcome).inc()

    def feedback(self, verdict: Literal["up", "down"]) -> None:
        """Somebody said what they thought of an answer."""
        self._feedback.labels(verdict).inc()

    def watch_message(self) -> None:
        """A subscriber was notified of an article."""
        self._watch_messages.inc()

    def language_model_answer(self) -> None:
        """A language model wrote an answer."""
        self._model_answers.inc()


def kind_of(update: Update) -> str:
    """The Bot API's name for what an update brings, such as `message`."""
    return next((kind for kind in Update.ALL_TYPES if getattr(update, kind, None) is not None), _OTHER)


def _version() -> str:
    try:
        return version("presscite")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "unknown"
