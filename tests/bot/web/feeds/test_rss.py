"""Citations as a feed, read by a feed reader's library."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import feedparser
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bot.web.feeds.rss import rss
from tests.bot.fake_telegram import CITATION

if TYPE_CHECKING:
    from retrieval.answer import Citation

ADDRESS = "https://news.example/press/feed/abc"
PUBLISHED = datetime(2026, 11, 28, 13, 5, tzinfo=timezone(timedelta(hours=5)))
DATED = replace(CITATION, published=PUBLISHED)


def feed(*citations: Citation) -> bytes:
    return rss(
        citations, title="presscite: Rogun", description="New on: Rogun", address=ADDRESS, language="en"
    )


def test_a_feed_reader_reads_it() -> None:
    """Title, sentence, link, outlet, the moment in UTC, and a name of its own for each item."""
    other = replace(DATED, number=2, quote="Another sentence.", url=None, source=None)
    read = feedparser.parse(feed(DATED, other))
    assert (read.bozo, read.version) == (False, "rss20")
    assert (read.feed.title, read.feed.subtitle, read.feed.language) == (
        "presscite: Rogun",
        "New on: Rogun",
        "en",
    )
    assert [link.href for link in read.feed.links if link.rel == "self"] == [ADDRESS]
    first, second = read.entries
    assert first.title == CITATION.title
    assert first.link == CITATION.url
    assert first.summary == f"“{CITATION.quote}”"
    assert first.author == CITATION.source
    assert calendar.timegm(first.published_parsed) == PUBLISHED.timestamp()
    assert "link" not in second
    assert first.id != second.id
    assert CITATION.article_id not in first.id


def test_a_feed_of_nothing() -> None:
    """Is one without items."""
    read = feedparser.parse(feed())
    assert (read.bozo, read.entries) == (False, [])


def test_articles_are_data() -> None:
    """Markup in a headline or a sentence is text, and a link that is none of the web is no link."""
    hostile = "<script>alert(1)</script> & ]]> <b>bold</b>"
    citation = replace(DATED, title=hostile, quote=hostile, source=hostile, url="javascript:alert(1)")
    document = feed(citation)
    (item,) = etree.fromstring(document).iter("item")
    assert item.findtext("title") == hostile
    assert "<" not in item.findtext("description", "")
    assert item.find("link") is None
    (entry,) = feedparser.parse(document).entries
    assert "<script" not in entry.summary


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text(title: str, quote: str) -> None:
    """Whatever an article holds, the feed is XML, and an item keeps its name."""
    citation = replace(DATED, title=title, quote=quote, source=title, article_id=quote)
    assert feedparser.parse(feed(citation)).bozo is False
    assert feed(citation) == feed(citation)
