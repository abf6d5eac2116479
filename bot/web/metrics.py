"""What is counted while the server runs, in the format of Prometheus.

All names begin with `presscite_`.  Labels have few values, all of them known here, so that nobody who asks can add a
series.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, GCCollector, Histogram, ProcessCollector
from prometheus_client.exposition import choose_encoder

if TYPE_CHECKING:
    from datetime import datetime

AnswerOutcome = Literal["answered", "refused", "empty", "failed", "stopped", "busy", "late"]
"""How a question ends: `stopped` where whoever asked went away, `busy` where too many waited, `late` after its time."""

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60)
_STATUSES = ("1xx", "2xx", "3xx", "4xx", "5xx")


class WebMetrics:
    """Counts what happens; each object has a registry of its own.

    Attributes:
        registry: Where the metrics are; more can be added to it.
    """

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        GCCollector(registry=registry)
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
        self._articles = Gauge("presscite_articles", "Articles in the store.", registry=registry)
        self._newest = Gauge(
            "presscite_newest_article_timestamp_seconds",
            "Publication date of the newest dated article; 0 where there is none.",
            registry=registry,
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

    def store(self, articles: int, newest: datetime | None) -> None:
        """What is in the store."""
        self._articles.set(articles)
        self._newest.set(newest.timestamp() if newest else 0)

    def exposition(self, accept: str = "") -> tuple[bytes, str]:
        """All metrics, and the type of what they are written in.

        Args:
            accept: The header of that name, with which a scraper asks for OpenMetrics instead of plain text.
        """
        encode, content_type = choose_encoder(accept)
        return encode(self.registry), content_type
