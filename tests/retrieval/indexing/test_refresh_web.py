"""Refresh from the web: only what changed is fetched, windows lose nothing, and what fails is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.indexing.refresh import refresh
from tests.corpus.pages import FULL, item, page, rss
from tests.corpus.web_server import Reply, WebServer
from tests.retrieval.counting_embeddings import CountingEmbeddings

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.indexing.report import RefreshReport
    from retrieval.settings import Settings


@pytest.fixture
def settings(web_settings: Settings) -> Settings:
    return web_settings


def run(settings: Settings, *sources: str, rebuild: bool = False) -> RefreshReport:
    return refresh(list(sources), settings, rebuild=rebuild, embeddings=CountingEmbeddings(settings))


def _article(words: str) -> Reply:
    return Reply(page(FULL + f"<p>{words}</p>").encode(), etag=f'"{words}"')


def test_a_feed_costs_what_changed(server: WebServer, settings: Settings) -> None:
    """Unchanged entries are not fetched again; a changed one is; one that leaves the window stays in."""
    feed, urls = server.url("/feed"), [server.url(f"/{n}") for n in range(4)]
    server.replies.update({f"/{n}": _article(f"Words {n}.") for n in range(4)})
    server.replies["/feed"] = rss(*(item(url) for url in urls[:3]))
    first = run(settings, feed)
    assert (list(first.added), first.failed) == (urls[:3], ())
    assert server.paths() == ["/feed", "/0", "/1", "/2"]

    server.asked.clear()
    second = run(settings, feed)
    assert (second.changed, second.unchanged, second.articles) == (False, 3, 3)
    assert server.paths() == ["/feed"]

    server.asked.clear()
    server.replies["/1"] = _article("Other words.")
    server.replies["/feed"] = rss(item(urls[3]), item(urls[2]), item(urls[1], title="A visit ends"))
    third = run(settings, feed)
    assert (list(third.added), list(third.updated), list(third.removed)) == ([urls[3]], [urls[1]], [])
    assert (third.unchanged, third.articles) == (1, 4)
    assert server.paths() == ["/feed", "/3", "/1"]


def test_a_feed_that_has_not_changed_is_not_sent_again(server: WebServer, settings: Settings) -> None:
    """A 304 for the feed has the entries of the time before."""
    server.replies.update(
        {"/feed": Reply(rss(item(server.url("/1"))).body, etag='"f"'), "/1": _article("Words.")}
    )
    run(settings, server.url("/feed"))
    report = run(settings, server.url("/feed"))
    assert server.asked[-1].status == 304
    assert (report.unchanged, report.changed) == (1, False)


def test_a_rebuild_asks_only_for_what_changed(server: WebServer, settings: Settings) -> None:
    """Building anew reads everything, but bodies that are the same do not come over the wire again."""
    server.replies.update({"/feed": rss(item(server.url("/1"))), "/1": _article("Words.")})
    run(settings, server.url("/feed"))
    report = run(settings, server.url("/feed"), rebuild=True)
    assert list(report.added) == [server.url("/1")]
    assert (server.asked[-1].path, server.asked[-1].status) == ("/1", 304)


def test_a_page_is_looked_at_every_time(server: WebServer, settings: Settings) -> None:
    """A page that is a source is unchanged by 304, updated by other words, and stays when it is gone."""
    address = server.url("/visit")
    server.replies["/visit"] = _article("Words.")
    assert list(run(settings, address).added) == [address]
    assert run(settings, address).unchanged == 1
    server.replies["/visit"] = _article("Other words.")
    assert list(run(settings, address).updated) == [address]
    server.replies["/visit"] = Reply(status=404)
    report = run(settings, address)
    assert ([failure.origin for failure in report.failed], report.removed, report.articles) == (
        [address],
        (),
        1,
    )


def test_one_article_from_many_ways(server: WebServer, settings: Settings) -> None:
    """A page that two feeds, a redirect and a canonical address lead to is one article, and no failure."""
    canonical = server.url("/visit")
    reply = Reply(page(head=f'<link rel="canonical" href="{canonical}">').encode())
    server.replies.update({"/visit": reply, "/amp/visit": reply})
    server.replies["/short"] = Reply(status=302, headers={"Location": "/visit"})
    server.replies["/one"] = rss(item(canonical), item(server.url("/amp/visit")))
    server.replies["/two"] = rss(item(canonical + "?utm_source=two"))
    sources = [server.url(path) for path in ("/one", "/two", "/short")]
    report = run(settings, *sources)
    assert (list(report.added), report.articles, report.failed) == ([canonical], 1, ())
    assert {failure.reason for failure in report.skipped} == {f"is the same article as {canonical}"}
    again = run(settings, *sources)
    assert (again.changed, again.articles, again.failed) == (False, 1, ())


def test_an_article_that_moved(server: WebServer, settings: Settings) -> None:
    """When the window shows an article under another link of the same canonical address, it goes on being updated."""
    head = f'<link rel="canonical" href="{server.url("/visit")}">'
    server.replies.update({"/a": page(head=head), "/b": page(FULL + "<p>And more of it.</p>", head=head)})
    server.replies["/feed"] = rss(item(server.url("/a")))
    assert list(run(settings, server.url("/feed")).added) == [server.url("/visit")]
    server.replies["/feed"] = rss(item(server.url("/b")))
    report = run(settings, server.url("/feed"))
    assert (list(report.updated), report.failed, report.articles) == ([server.url("/visit")], (), 1)


def test_what_fails_is_named_and_the_rest_comes_in(
    server: WebServer, settings: Settings, tmp_path: Path
) -> None:
    """A server that hangs, a feed that is not XML and a PDF that is broken cost nothing but themselves."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (folder / "good.csv").write_text("title,text\nA visit,The minister came to Dushanbe.\n", encoding="utf-8")
    server.hang("/hangs")
    server.replies["/feed"] = Reply(b"<html>Service unavailable</html>", "application/rss+xml")
    sources = [server.url("/hangs"), "feed:" + server.url("/feed"), str(folder)]
    report = run(settings.model_copy(update={"fetch_timeout": 2}), *sources)
    assert (len(report.added), report.articles) == (1, 1)
    reasons = {failure.origin: failure.reason for failure in report.failed}
    assert reasons[server.url("/hangs")].startswith("does not answer in time")
    assert reasons[server.url("/feed")].startswith("is neither an RSS nor an Atom feed")
    assert reasons[str(folder / "broken.pdf")].startswith("is no PDF that can be read")
    assert len(reasons) == 3


def test_a_feed_that_cannot_be_had_takes_nothing_out(server: WebServer, settings: Settings) -> None:
    """The store stands as it was while a server is down, and the next refresh completes."""
    feed = server.url("/feed")
    server.replies.update({"/feed": rss(item(server.url("/1"))), "/1": _article("Words.")})
    run(settings, feed)
    server.replies["/feed"] = Reply(status=500)
    report = run(settings, feed)
    assert (report.articles, report.changed, len(report.failed)) == (1, False, 1)
    server.replies["/feed"] = rss(item(server.url("/1")))
    assert run(settings, feed).unchanged == 1


def test_the_local_network_is_refused_unless_allowed(server: WebServer, settings: Settings) -> None:
    """Without the setting, nothing on this machine is asked for, and the report says how to allow it."""
    report = run(settings.model_copy(update={"fetch_local": False}), server.url("/feed"))
    assert "PRESSCITE_FETCH_LOCAL=true" in report.failed[0].reason
    assert server.asked == []
