"""Entries of feeds: their dates as they stand, and which of them share a page."""

from __future__ import annotations

import html
from datetime import UTC, datetime, timedelta

import feedparser
import pytest

from corpus import Article
from corpus.errors import SkippedError
from corpus.web.feed_entry import FeedEntry
from tests.corpus.pages import FULL, item, rss
from tests.corpus.web.feed_without_pages import articles_of

CONTENT = f"<content:encoded>{html.escape(FULL)}</content:encoded>"


def _published(*dates: str) -> list[str | None]:
    """The dates of a feed whose items state these."""
    items = [
        item(f"https://a.example/{number}", title=f"T{number}", more=f"<pubDate>{stated}</pubDate>{CONTENT}")
        for number, stated in enumerate(dates)
    ]
    found = [one for one in articles_of(rss(*items).body) if isinstance(one, Article)]
    return [one.published.isoformat() if one.published else None for one in found]


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("Tue, 18 Sept 2018 15:53:56 +0300", "2018-09-18T15:53:56+03:00"),
        ("Вс, 31 мар 2024 08:00:00 +0500", "2024-03-31T08:00:00+05:00"),
        ("31 марта 2024, 08:00", "2024-03-31T08:00:00+00:00"),
        ("31 марти соли 2024, соати 8:00", "2024-03-31T08:00:00+00:00"),
        ("31.03.2024 08:00", "2024-03-31T08:00:00+00:00"),
        ("31-03-2024", "2024-03-31T00:00:00+00:00"),
        ("2024.03.31", "2024-03-31T00:00:00+00:00"),
        ("1711854000", "2024-03-31T03:00:00+00:00"),
        ("1711854000000", "2024-03-31T03:00:00+00:00"),
        ("Sun, 31 Mar 2024 08:00:00 MSK", "2024-03-31T08:00:00+03:00"),
        ("Sun, 31 Mar 2024 08:00:00 GMT+5", "2024-03-31T08:00:00+05:00"),
        ("Sun, 31 Mar 2024 8:00 PM EST", "2024-03-31T20:00:00-05:00"),
        ("3/31/2024 12:30 AM", "2024-03-31T00:30:00+00:00"),
        ("2024-03-31T08:00:00.123+0500", "2024-03-31T08:00:00.123000+05:00"),
        ("2 hours ago", None),
        ("вчера, 15:40", None),
        ("03/04/2024", None),
        ("Sun, 31 Mar 2024 08:00:00 XQT", None),
        ("Mon, 32 Mar 2024 08:00:00 +0500", None),
        ("12:40", None),
        ("2024", None),
    ],
)
def test_the_date_as_it_stands_or_none(stated: str, published: str | None) -> None:
    """A date is read by what it says, with its own zone; what could be another moment is none."""
    assert _published(stated) == [published]


def test_which_comes_first_is_told_by_the_other_items() -> None:
    """03/04/2024 is read as the other dates of its feed are written."""
    assert _published("03/04/2024", "25/03/2024") == [
        "2024-04-03T00:00:00+00:00",
        "2024-03-25T00:00:00+00:00",
    ]
    assert _published("03/04/2024", "03/25/2024") == [
        "2024-03-04T00:00:00+00:00",
        "2024-03-25T00:00:00+00:00",
    ]


def _ids(*items: str) -> list[str]:
    found = articles_of(rss(*items).body)
    assert not [one for one in found if not isinstance(one, Article)]
    return [one.id for one in found if isinstance(one, Article)]


def _item(link: str, number: int, guid: str = "") -> str:
    text = FULL.replace("Dushanbe", f"town {number}")
    more = f"<content:encoded>{html.escape(text)}</content:encoded>"
    more += f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    return item(link, text=f"Teaser {number}", title=f"T{number}", more=more)


PAGE = "https://a.example/live"


@pytest.mark.parametrize(
    ("items", "ids"),
    [
        ([(f"{PAGE}#entry-0", "g0"), (f"{PAGE}#entry-1", "g1")], [f"{PAGE}#entry-0", f"{PAGE}#entry-1"]),
        ([(f"{PAGE}#entry-0", ""), (f"{PAGE}#entry-1", "")], [f"{PAGE}#entry-0", f"{PAGE}#entry-1"]),
        ([(f"{PAGE}#a", "g0"), ("https://a.example/2", "g1")], [f"{PAGE}#a", "https://a.example/2"]),
        ([(PAGE, "g0"), (PAGE, "g1")], [f"{PAGE}#g0", f"{PAGE}#g1"]),
        ([(f"{PAGE}?utm_source=a", "g0"), (f"{PAGE}?utm_source=b", "g1")], [f"{PAGE}#g0", f"{PAGE}#g1"]),
        ([(f"{PAGE}#rss", "g0"), ("https://a.example/2#rss", "g1")], [PAGE, "https://a.example/2"]),
        ([(f"{PAGE}#x", "g0"), ("https://a.example/2#x", "g1")], [PAGE, "https://a.example/2"]),
        ([(f"{PAGE}#comments", "g0")], [PAGE]),
        (
            [(f"{PAGE}#xtor=RSS-1", "g0"), ("https://a.example/2#xtor=RSS-2", "")],
            [PAGE, "https://a.example/2"],
        ),
        ([(f"{PAGE}#respond", "g0"), ("https://a.example/2#comment-7", "")], [PAGE, "https://a.example/2"]),
    ],
)
def test_items_of_one_page(items: list[tuple[str, str]], ids: list[str]) -> None:
    """A fragment that names a part, else an id, tells items of a page apart; what leads to comments does not."""
    assert _ids(*(_item(link, number, guid) for number, (link, guid) in enumerate(items))) == ids


def test_the_same_item_with_two_ids() -> None:
    """What shows the same title and text is one article, whatever ids it is listed with."""
    more = "<guid isPermaLink='false'>{}</guid>" + CONTENT
    assert _ids(item(PAGE, more=more.format("g0")), item(PAGE, more=more.format("g1"))) == [PAGE]


def test_an_item_of_a_shared_page_without_a_text() -> None:
    """Its page holds others' texts, so it is left out, and that is said."""
    items = [_item(f"{PAGE}#a", 0), item(f"{PAGE}#b", text="", title="T1")]
    first, second = articles_of(rss(*items).body)
    assert isinstance(first, Article)
    assert isinstance(second, SkippedError)
    assert second.origin == f"{PAGE}#b"


@pytest.mark.parametrize("name", ["yandex:full-text", "turbo:content"])
def test_full_texts_for_yandex(name: str) -> None:
    """What feeds have for Yandex is the full text; no page is asked for."""
    spaces = "xmlns:yandex='http://news.yandex.ru' xmlns:turbo='http://turbo.yandex.ru' xmlns:content"
    more = f"<{name}>{html.escape(FULL)}</{name}>"
    body = rss(item(PAGE, more=more)).body.replace(b"xmlns:content", spaces.encode())
    (article,) = articles_of(body)
    assert isinstance(article, Article)
    assert article.text.count("\n\n") == 8


def test_dates_told_from_the_time_of_fetching() -> None:
    """They are read where that is known, and do not make an entry look different with each fetch."""
    entry = {
        "title": "A visit",
        "link": "https://a.example/1",
        "published": "2 hours ago",
        "updated": "3 days ago",
    }
    at = datetime(2024, 4, 2, 10, 17, tzinfo=UTC)
    parsed = feedparser.util.FeedParserDict(entry)
    moments = (at, at + timedelta(hours=1), None)
    first, later, unknown = (FeedEntry(parsed, {}, "https://a.example/feed", at=one) for one in moments)
    assert (first.fields["published"], first.fields["updated"]) == (datetime(2024, 4, 2, 8, tzinfo=UTC), None)
    assert unknown.fields["published"] is None
    assert first.fingerprint == later.fingerprint == unknown.fingerprint
