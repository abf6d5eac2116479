"""Refresh from a channel: posts come in, an edit is an update of one, and no more is read than is new."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from tests.corpus.web.channel_pages import Post, pages_of
from tests.corpus.web_server import Reply, WebServer
from tests.retrieval.counting_embeddings import CountingEmbeddings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retrieval.indexing.report import RefreshReport

PATH = "/s/asia_news"
WORDS = "Мост через Пяндж открыт для движения, день {}."


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", fetch_local=True, fetch_delay=0, fetch_timeout=20)


def _run(settings: Settings, server: WebServer) -> RefreshReport:
    server.asked.clear()
    return refresh([server.url(PATH)], settings, embeddings=CountingEmbeddings(settings))


def test_a_channel_costs_what_is_new(server: WebServer, settings: Settings) -> None:
    """All posts come in once; then the latest page alone is read, an edited post updated, and a new one added."""
    posts = [Post(n, WORDS.format(n)) for n in range(1, 8)]
    server.replies.update(pages_of(posts, per_page=3))
    first = _run(settings, server)
    assert (len(first.added), first.failed, len(server.paths())) == (7, (), 3)

    again = _run(settings, server)
    assert (again.changed, again.articles, server.paths()) == (False, 7, [PATH])

    posts[5] = Post(6, "Мост через Пяндж закрыт до весны.", meta="edited &nbsp;")
    server.replies.update(pages_of([*posts, Post(8, WORDS.format(8))], per_page=3))
    third = _run(settings, server)
    assert (list(third.added), list(third.updated)) == (
        [server.url("/asia_news/8")],
        [server.url("/asia_news/6")],
    )
    assert (third.removed, third.articles, server.paths()) == ((), 8, [PATH])


def test_a_walk_that_broke_off_goes_on(server: WebServer, settings: Settings) -> None:
    """What an earlier refresh could not reach comes with the next one that can; then the channel is at rest."""
    pages = pages_of([Post(n, WORDS.format(n)) for n in range(1, 8)], per_page=3)
    server.replies.update({**pages, f"{PATH}?before=5": Reply(status=404)})
    first = _run(settings, server)
    assert (len(first.added), len(first.failed)) == (3, 1)
    server.replies.update(pages)
    assert len(_run(settings, server).added) == 4
    _run(settings, server)
    assert server.paths() == [PATH]


def test_a_walk_that_only_turned_out_whole_is_remembered(server: WebServer, settings: Settings) -> None:
    """Where nothing new lay behind the place where the way broke off, it is not gone again all the same."""
    pages = pages_of([Post(n, WORDS.format(n)) for n in range(4, 7)] + [Post(1, service=True)], per_page=3)
    server.replies.update({**pages, f"{PATH}?before=4": Reply(status=404)})
    _run(settings, server)
    server.replies.update(pages)
    report = _run(settings, server)
    assert (report.changed, len(server.paths())) == (False, 2)
    _run(settings, server)
    assert server.paths() == [PATH]


def test_a_channel_and_its_export(server: WebServer, settings: Settings, tmp_path: Path) -> None:
    """A post that is in from the web and stands in a file too is one article, and no failure of the file."""
    server.replies.update(pages_of([Post(n, WORDS.format(n)) for n in range(1, 4)]))
    _run(settings, server)
    records = [{"url": server.url(f"/asia_news/{n}"), "text": WORDS.format(n)} for n in range(2, 6)]
    export = tmp_path / "export.json"
    export.write_text(json.dumps(records), encoding="utf-8")
    sources = [server.url(PATH), str(export)]
    report = refresh(sources, settings, embeddings=CountingEmbeddings(settings))
    assert (report.articles, len(report.added), report.failed) == (5, 2, ())
    assert len([one for one in report.skipped if one.reason.startswith("is the same article as")]) == 2
    again = refresh(sources, settings, embeddings=CountingEmbeddings(settings))
    assert (again.changed, again.failed) == (False, ())
