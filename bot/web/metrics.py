"""What is counted while the server runs, in the format of Prometheus.

All names begin with `presscite_`.  Labels have few values, all of them known here, so that nobody who asks can add a
series.
"""

from __future__ import annotations

from typing import Literal, get_args

from prometheus_client import Counter, Gauge, Histogram

from bot.store_metrics import StoreMetrics

AnswerOutcome = Literal["answered", "refused", "empty", "failed", "stopped", "busy", "late"]
"""How a question ends: `stopped` where whoever asked went away, `busy` where too many waited, `late` after its time."""

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60)
_STATUSES = ("1xx", "2xx", "3xx", "4xx", "5xx")


class WebMetrics(StoreMetrics):
    """Counts what happens; each object has a registry of its own.

    Attributes:
        registry: Where the metrics are; more can be added to it.
    """

    def __init__(self) -> None:
        super().__init__()
        registry = self.registry
        self._requests = Counter(
            "presscite_web_requests", "Requests, by the class of their status.", ["status"], registry=registry
        )
        self._questions = Counter(
            "presscite_web_questions", "Questions, by how they ended.", ["outcome"], registry=registry
        )
        self._seconds = Histogram(
            "presscite_web_answer_seconds",
            "Seconds from a question to the end of its answer.",
            buckets=_SECONDS,
            registry=registry,
        )
        self._work = Gauge(
            "presscite_web_queue_questions", "Questions that wait, and that are worked on.", ["state"],
            registry=registry,
        )  # fmt: skip
        self._limited = Counter(
            "presscite_web_limited", "Requests beyond the limit of their token.", registry=registry
        )
        for status in _STATUSES:
            self._requests.labels(status)
        for outcome in get_args(AnswerOutcome):
            self._questions.labels(outcome)

    def request(self, status: int) -> None:
        """A request has got its status."""
        self._requests.labels(f"{status // 100}xx").inc()

    def question(self, outcome: AnswerOutcome, seconds: float | None = None) -> None:
        """A question has ended, after so many seconds where it was worked on."""
        self._questions.labels(outcome).inc()
        if seconds is not None:
            self._seconds.observe(seconds)

    def work(self, *, waiting: int, in_flight: int) -> None:
        """How many questions wait and how many are worked on, now."""
        self._work.labels("waiting").set(waiting)
        self._work.labels("in_flight").set(in_flight)

    def limited(self) -> None:
        """A token has asked more than it may."""
        self._limited.inc()
