"""Refresh from a channel: posts come in, an edit is an update of one, and no more is read than is new."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from retrieval.indexing.refresh import refresh
from tests.corpus.web.channel_pages import Post, pages_of
from tests.corpus.web_server import Reply, WebServer
from tests.retrieval.counting_embeddings import CountingEmbeddings

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.indexing.report import RefreshReport
    from retrieval.settings import Settings

PATH = "/s/asia_news"
WORDS = "Мост через Пяндж открыт для движения, день {}."


def _run(web_settings: Settings, server: WebServer) -> RefreshReport:
    server.asked.clear()
    return refresh([server.url(PATH)], web_settings, embeddings=CountingEmbeddings(web_settings))


def test_a_channel_costs_what_is_new(server: WebServer, web_settings: Settings) -> None:
    """All posts come in once; then the latest page alone is read, an edited post updated, and a new one added."""
    posts = [Post(n, WORDS.format(n)) for n in range(1, 8)]
    server.replies.update(pages_of(posts, per_page=3))
    first = _run(web_settings, server)
    assert (len(first.added), first.failed, len(server.paths())) == (7, (), 3)

    again = _run(web_settings, server)
    assert (again.changed, again.articles, server.paths()) == (False, 7, [PATH])

    posts[5] = Post(6, "Мост через Пяндж закрыт до весны.", meta="edited &nbsp;")
    server.replies.update(pages_of([*posts, Post(8, WORDS.format(8))], per_page=3))
    third = _run(web_settings, server)
    assert (list(third.added), list(third.updated)) == (
        [server.url("/asia_news/8")],
        [server.url("/asia_news/6")],
    )
    assert (third.removed, third.articles, server.paths()) == ((), 8, [PATH])


def test_a_walk_that_broke_off_goes_on(server: WebServer, web_settings: Settings) -> None:
    """What an earlier refresh could not reach comes with the next one that can; then the channel is at rest."""
    pages = pages_of([Post(n, WORDS.format(n)) for n in range(1, 8)], per_page=3)
    server.replies.update({**pages, f"{PATH}?before=5": Reply(status=404)})
    first = _run(web_settings, server)
    assert (len(first.added), len(first.failed)) == (3, 1)
    server.replies.update(pages)
    assert len(_run(web_settings, server).added) == 4
    _run(web_settings, server)
    assert server.paths() == [PATH]


def test_a_walk_that_only_turned_out_whole_is_remembered(server: WebServer, web_settings: Settings) -> None:
    """Where nothing new lay behind the place where the way broke off, it is not gone again all the same."""
    pages = pages_of([Post(n, WORDS.format(n)) for n in range(4, 7)] + [Post(1, service=True)], per_page=3)
    server.replies.update({**pages, f"{PATH}?before=4": Reply(status=404)})
    _run(web_settings, server)
    server.replies.update(pages)
    report = _run(web_settings, server)
    assert (report.changed, len(server.paths())) == (False, 2)
    _run(web_settings, server)
    assert server.paths() == [PATH]


def test_a_channel_and_its_export(server: WebServer, web_settings: Settings, tmp_path: Path) -> None:
    """A post that is in from the web and stands in a file too is one article, and no failure of the file."""
    server.replies.update(pages_of([Post(n, WORDS.format(n)) for n in range(1, 4)]))
    _run(web_settings, server)
    records = [{"url": server.url(f"/asia_news/{n}"), "text": WORDS.format(n)} for n in range(2, 6)]
    export = tmp_path / "export.json"
    export.write_text(json.dumps(records), encoding="utf-8")
    sources = [server.url(PATH), str(export)]
    report = refresh(sources, web_settings, embeddings=CountingEmbeddings(web_settings))
    assert (report.articles, len(report.added), report.failed) == (5, 2, ())
    assert len([one for one in report.skipped if one.reason.startswith("is the same article as")]) == 2
    again = refresh(sources, web_settings, embeddings=CountingEmbeddings(web_settings))
    assert (again.changed, again.failed) == (False, ())
