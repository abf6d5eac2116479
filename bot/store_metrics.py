"""What both servers count: their process and what is in the store, in the format of Prometheus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Gauge, GCCollector, ProcessCollector
from prometheus_client.exposition import choose_encoder

if TYPE_CHECKING:
    from datetime import datetime


class StoreMetrics:
    """Metrics of a process that answers from a store; each object has a registry of its own.

    Attributes:
        registry: Where the metrics are; more can be added to it.
    """

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        GCCollector(registry=registry)
        self._articles = Gauge("presscite_articles", "Articles in the store.", registry=registry)
        self._newest = Gauge(
            "presscite_newest_article_timestamp_seconds",
            "Publication date of the newest dated article; 0 where there is none.",
            registry=registry,
        )

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
