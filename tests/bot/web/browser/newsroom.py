"""A server that answers, over articles of every kind: files, a PDF, and pages of the web, which are on loopback."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.indexing.refresh import refresh
from retrieval.links.citation_links import CitationLinks
from retrieval.retriever import HybridRetriever
from retrieval.store.store import Store
from tests.bot.web.served import Served, serving_web, web_settings
from tests.corpus.readers.pdf_file import lines, pdf
from tests.corpus.web_server import WebServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings

PUBLIC = "https://news.example/press"
PASSWORD = "a password of the tests"  # noqa: S105 - of a server of the tests

MARKED = "rgb(0, 200, 0)"
"""The ground of words that the browser marks on the pages of the web."""

_FILLING = [
    f"On day {day} of the work engineers measured the ground, counted the pumps and wrote down the level of the water."
    for day in range(1, 25)
]


def _article(*sentences: str) -> list[str]:
    """Paragraphs, those that matter in the middle of others that do not."""
    return [*_FILLING[:16], *sentences, *_FILLING[16:]]


FILES = {
    "tunnel.txt": (
        "The Istiqlol tunnel opens",
        _article("The Istiqlol tunnel cost 39 million dollars, the ministry said."),
    ),
    "canal.md": (
        "A canal for Khatlon",
        _article("The Vakhsh canal in Khatlon is 84 kilometres long, its chief engineer said."),
    ),
    "bridge.txt": (
        "Мост через Пяндж",
        _article("Мост через Пяндж открыла министр транспорта Зарина Одинаева.", "Его длина 672 метра."),
    ),
}
TOWER = _article("The Kulob tower is 131 metres high, its builders said.")
PAGES = {
    "/stadium": (
        "A stadium for Khujand",
        _article("The stadium in Khujand seats 25,000 people, the mayor said."),
    ),
    "/airport": (
        "Airport in Bokhtar",
        _article("The airport in Bokhtar was closed on 12 May 2025 for repairs, its director said."),
    ),
}
QUESTIONS = (
    "How much did the Istiqlol tunnel cost?",
    "How long is the Vakhsh canal?",
    "Кто открыл мост через Пяндж?",
    "How many people does the stadium in Khujand seat?",
    "When was the airport in Bokhtar closed?",
    "How high is the Kulob tower?",
)
"""Of each article one."""


@dataclass(frozen=True)
class Newsroom:
    """What runs.

    Attributes:
        served: The server that answers.
        web: The web with its pages.
    """

    served: Served
    web: WebServer

    def here(self, address: str) -> str:
        """Where a page of the public address is served in these tests."""
        return address.replace(PUBLIC, f"{self.served.address}/press")


@contextmanager
def newsroom_in(folder: Path, embeddings: SentenceTransformerEmbeddings) -> Iterator[Newsroom]:
    """Run it in a folder."""
    source = folder / "articles"
    source.mkdir()
    for name, (title, paragraphs) in FILES.items():
        (source / name).write_text("\n\n".join([title, *paragraphs]), encoding="utf-8")
    (source / "tower.pdf").write_bytes(pdf([lines("\n\n".join(half)) for half in (TOWER[:12], TOWER[12:])]))
    settings = web_settings(
        folder / "home", folder, PRESSCITE_PUBLIC_URL=PUBLIC, PRESSCITE_WEB_PASSWORD=PASSWORD,
        PRESSCITE_FETCH_LOCAL="true", PRESSCITE_FETCH_DELAY="0",
    )  # fmt: skip
    with WebServer() as web:
        for path, (title, paragraphs) in PAGES.items():
            web.replies[path] = _page(title, paragraphs)
        report = refresh(
            [source, *(f"page:{web.url(path)}" for path in PAGES)], settings, embeddings=embeddings
        )
        assert not report.failed, report.failed
        retriever = HybridRetriever(
            store=Store.from_settings(settings),
            embeddings=embeddings,
            limit=settings.passages,
            zone=settings.zone,
            links=CitationLinks.of(settings),
        )
        with serving_web(settings, retriever) as served:
            yield Newsroom(served, web)


def _page(title: str, paragraphs: list[str]) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
        f"<meta property='article:published_time' content='2025-05-13T10:00:00+05:00'><title>{title}</title>"
        f"<style>::target-text {{ background: {MARKED}; color: white }}</style></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )
