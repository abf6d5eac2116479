"""The way back through a channel's pages."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from corpus import CorpusError, Fetcher, SkippedError, SourceError, open_source
from corpus.web.discovery import WebSource
from tests.corpus.conftest import take
from tests.corpus.web.channel_pages import Post, channel_page, pages_of
from tests.corpus.web_server import Reply, WebServer

if TYPE_CHECKING:
    from collections.abc import Mapping

PATH = "/s/asia_news"


def _posts(*numbers: int, text: str = "Мост через Пяндж открыт, день {}.") -> list[Post]:
    return [Post(n, text.format(n), at=f"2024-04-{n:02}T10:00:00+00:00") for n in numbers]


def _fetcher(*, max_pages: int = 1000, since: date | None = None) -> Fetcher:
    return Fetcher(allow_local=True, delay=0, timeout=20, max_pages=max_pages, since=since)


class Walked:
    """What a walk gave: posts by their numbers, how far it came, and errors."""

    def __init__(self, server: WebServer, known: Mapping[str, str] | None = None, **bounds: object) -> None:
        self.states: dict[str, str] = {}
        self.errors: list[CorpusError] = []
        server.asked.clear()
        with _fetcher(**bounds) as fetcher:  # type: ignore[arg-type]
            for item in open_source(server.url(PATH), fetcher, (known or {}).get).items():
                if isinstance(item, CorpusError):
                    self.errors.append(item)
                else:
                    self.states[item.origin] = item.fingerprint
        self.channel = self.states.get(server.url(PATH))
        self.numbers = [int(origin.rpartition("/")[2]) for origin in self.states if "/s/" not in origin]


def test_all_pages_to_the_first_post(server: WebServer) -> None:
    """Pages are asked for one after the other, each post comes once, the newest first."""
    server.replies.update(pages_of(_posts(*range(1, 10)), per_page=4))
    walked = Walked(server)
    assert walked.numbers == [9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert server.paths() == [PATH, f"{PATH}?before=6", f"{PATH}?before=2"]
    assert not walked.errors


def test_each_post_is_an_article(server: WebServer, fetcher: Fetcher) -> None:
    """It has its own link, its time with the zone, the channel as outlet, and is known by its link."""
    server.replies[PATH] = channel_page([Post(12, "Мост открыт.", at="2024-04-02T00:30:00+05:00")])
    (article,) = take(server.url(PATH), fetcher).articles
    assert article.id == article.url == article.origin == server.url("/asia_news/12")
    assert (article.text, article.source, article.language) == ("Мост открыт.", "Азия сегодня", "ru")
    assert article.published is not None
    assert article.published.isoformat() == "2024-04-02T00:30:00+05:00"


def test_the_next_walk_ends_at_what_it_knows(server: WebServer) -> None:
    """After a whole walk, pages are read until one shows a post that is known."""
    server.replies.update(pages_of(_posts(*range(1, 9)), per_page=4))
    known = Walked(server).states
    server.replies.update(pages_of(_posts(*range(1, 15)), per_page=4))
    walked = Walked(server, known)
    assert server.paths() == [PATH, f"{PATH}?before=11"]
    assert walked.numbers == [14, 13, 12, 11, 10, 9, 8, 7]
    assert walked.channel == known[server.url(PATH)]


def test_a_walk_that_broke_off_is_made_again(server: WebServer) -> None:
    """What was read comes in, the failure is named, and the next walk does not end at the posts that are known."""
    pages = pages_of(_posts(*range(1, 13)), per_page=4)
    server.replies.update({**pages, f"{PATH}?before=9": Reply(status=404)})
    first = Walked(server)
    assert first.numbers == [12, 11, 10, 9]
    (error,) = first.errors
    assert (error.origin, "the rest is read next time" in error.reason) == (server.url(PATH), True)
    server.replies.update(pages)
    second = Walked(server, first.states)
    assert second.numbers == list(range(12, 0, -1))
    assert Walked(server, second.states).numbers == [12, 11, 10, 9]


def test_a_later_walk_that_broke_off_leaves_no_gap(server: WebServer) -> None:
    """The next way passes the place where one broke off, however often that is, before what is known ends it."""
    server.replies.update(pages_of(_posts(1, 2, 3), per_page=4))
    known = Walked(server).states
    grown = pages_of(_posts(*range(1, 13)), per_page=4)
    server.replies.update({**grown, f"{PATH}?before=9": Reply(status=404)})
    known.update(Walked(server, known).states)
    more = pages_of(_posts(*range(1, 15)), per_page=4)
    server.replies.update({**more, f"{PATH}?before=11": Reply(status=404)})
    known.update(Walked(server, known).states)
    server.replies.update(more)
    walked = Walked(server, known)
    assert walked.numbers == list(range(14, 2, -1))
    assert Walked(server, {**known, **walked.states}).numbers == [14, 13, 12, 11]


def test_the_number_of_pages_is_bounded(server: WebServer) -> None:
    """No more are asked for, that is said, and a later walk with the same bound ends at what is known."""
    server.replies.update(pages_of(_posts(*range(1, 13)), per_page=4))
    walked = Walked(server, max_pages=2)
    assert (walked.numbers, server.paths()) == (list(range(12, 4, -1)), [PATH, f"{PATH}?before=9"])
    (skipped,) = walked.errors
    assert isinstance(skipped, SkippedError)
    assert "PRESSCITE_FETCH_MAX_PAGES" in skipped.reason
    assert Walked(server, walked.states, max_pages=2).numbers == [12, 11, 10, 9]
    assert Walked(server, walked.states, max_pages=3).numbers == list(range(12, 0, -1))


def test_the_way_back_ends_at_a_day(server: WebServer) -> None:
    """Posts from before the day are left out, and no page behind them is asked for."""
    server.replies.update(pages_of(_posts(*range(1, 13)), per_page=4))
    walked = Walked(server, since=date(2024, 4, 7))
    assert (walked.numbers, server.paths()) == ([12, 11, 10, 9, 8, 7], [PATH, f"{PATH}?before=9"])
    assert Walked(server, walked.states, since=date(2024, 4, 7)).numbers == [12, 11, 10, 9]
    assert Walked(server, walked.states, since=date(2024, 4, 3)).numbers == list(range(12, 2, -1))


def test_an_edited_post_looks_different(server: WebServer) -> None:
    """An edit changes what a post looks like; how often it was seen does not."""
    server.replies[PATH] = channel_page(
        [Post(1, "Мост открыт.", views="10"), Post(2, "Мост закрыт.", views="10")]
    )
    before = Walked(server).states
    server.replies[PATH] = channel_page(
        [Post(1, "Мост открыт.", views="1.2K"), Post(2, "Мост открыт.", meta="edited &nbsp;", views="2M")]
    )
    after = Walked(server, before).states
    changed = {origin for origin in after if after[origin] != before[origin]}
    assert changed == {server.url("/asia_news/2")}


def test_what_is_left_out_is_counted(server: WebServer) -> None:
    """Of all pages together, by what it is."""
    posts = [
        *_posts(1, 3, 5),
        Post(2, "pinned", service=True),
        Post(4, None),
        Post(6, "Channel created", service=True),
    ]
    server.replies.update(pages_of(posts, per_page=3))
    (skipped,) = Walked(server).errors
    assert skipped.reason == "2 service messages and 1 post without a text of Азия сегодня are left out"


def test_robots_are_kept(server: WebServer) -> None:
    """What robots.txt refuses is not asked for."""
    server.replies.update(pages_of(_posts(1, 2, 3), per_page=2))
    server.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /s/\n", "text/plain")
    walked = Walked(server)
    assert (walked.numbers, server.paths()) == ([], [])
    assert "robots.txt says so" in walked.errors[0].reason


def test_robots_are_kept_on_the_way(server: WebServer) -> None:
    """Where only older pages are refused, the latest posts come in and the refusal is named."""
    server.replies.update(pages_of(_posts(1, 2, 3), per_page=2))
    server.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /s/*?before\n", "text/plain")
    walked = Walked(server)
    assert (walked.numbers, server.paths()) == ([3, 2], [PATH])
    assert "robots.txt says so" in walked.errors[0].reason


def test_requests_are_apart(server: WebServer) -> None:
    """The delay between requests to a host holds for pages of a channel."""
    server.replies.update(pages_of(_posts(1, 2, 3, 4), per_page=2))
    with Fetcher(allow_local=True, delay=0.05, timeout=20) as fetcher:
        assert len(list(open_source(server.url(PATH), fetcher).items())) == 5
    times = [asked.at for asked in server.asked]
    assert all(later - earlier >= 0.05 for earlier, later in pairwise(times))


@pytest.mark.parametrize("older", [3, 4, 99])
def test_a_way_that_leads_nowhere_ends(server: WebServer, older: int) -> None:
    """A page that leads to itself or to newer posts is the last."""
    server.replies[PATH] = channel_page(_posts(3, 4), older=3)
    server.replies[f"{PATH}?before=3"] = channel_page(_posts(1, 2), older=older)
    assert Walked(server).numbers == [4, 3, 2, 1]
    assert len(server.paths()) == 2


def test_what_shows_no_posts_is_named(server: WebServer, fetcher: Fetcher) -> None:
    """A group, a person or a private channel has a page without posts: no article is made of it."""
    server.replies["/asia_news"] = (
        "<html><body><div class='tgme_page'>Asia, 12 members. View in Telegram</div></body></html>"
    )
    server.replies[PATH] = Reply(status=302, headers={"Location": "/asia_news"})
    address = server.url(PATH)
    (error,) = WebSource(address, address, "channel", fetcher).items()
    assert isinstance(error, SourceError)
    assert error.reason.startswith("shows no posts")


def test_an_older_page_that_shows_no_posts_breaks_the_way(server: WebServer) -> None:
    """It is named, and the channel does not count as read."""
    server.replies[PATH] = channel_page(_posts(3, 4), older=3)
    server.replies[f"{PATH}?before=3"] = (
        "<html><body><p>Please try again later, dear reader.</p></body></html>"
    )
    walked = Walked(server)
    assert "shows no posts" in walked.errors[0].reason
    server.replies[f"{PATH}?before=3"] = channel_page(_posts(1, 2))
    assert Walked(server, walked.states).numbers == [4, 3, 2, 1]
