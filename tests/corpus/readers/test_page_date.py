"""Dates of pages: the article's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from corpus.readers.html_tree import parsed
from corpus.readers.page_date import published_on_page

ADDRESS = "https://a.example/canal"
OWN = "2024-04-02T08:00:00+05:00"
BODY = "<article><h1>Canal repair</h1><p>The council of Vahdat met.</p>{}</article>"


def _ld(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


def _day(head: str, inside: str = "", beside: str = "") -> str | None:
    page = parsed(f"<html><head>{head}</head><body>{beside}{BODY.format(inside)}</body></html>", "a")
    found = published_on_page(page, ADDRESS)
    return found.isoformat() if found else None


META = f'<meta property="article:published_time" content="{OWN}">'
NEWS = f'{{"@type":"NewsArticle","headline":"Canal repair","datePublished":"{OWN}"'


@pytest.mark.parametrize(
    "head",
    [
        _ld(NEWS + ',"description":"First line\nsecond\tline"}'),
        _ld(NEWS + ',"keywords":["a","b",],}'),
        _ld(f"/* news */ {NEWS}}} // end"),
        _ld(f"//<![CDATA[\n{NEWS}}}\n//]]>"),
        _ld(f"<!-- {NEWS}}} -->"),
        _ld(NEWS + ',"url":"http://x.example/a//b, }"}'),
        _ld(f'{{"@context":"https://schema.org","@graph":[{{"@type":"WebPage","datePublished":"2020-01-01"}},{NEWS}}}]}}'),
        _ld(f'[{{"@type":"VideoObject","datePublished":"2019-01-01"}},{NEWS}}}]'),
        _ld('{"@type":"NewsArticle","headline":"An old story","datePublished":"2019-01-01"}') + _ld(NEWS + "}"),
        _ld(f'{{"@type":["Article","NewsArticle"],"url":"{ADDRESS}","headline":"x","datePublished":"{OWN}"}}')
        + _ld('{"@type":"NewsArticle","headline":"y","datePublished":"2019-01-01"}'),
        _ld(f'{{"@type":"https://schema.org/BlogPosting","datePublished":"{OWN}","comment":[{{"@type":"Comment","datePublished":"2025-01-01"}}]}}'),
        '<meta name="date" content="2026-11-27">' + META,
        META + _ld('{"@type":"Event","datePublished":"2019-01-01"}'),
        '<meta name="DC.date" content="2026-11-27T10:00:00Z">' + _ld(NEWS + "}"),
        _ld(f'{{"@type":"WebPage","datePublished":"{OWN}"}}') + '<meta name="date" content="2026-11-27">',
    ],
)  # fmt: skip
def test_the_article_s_own_statement(head: str) -> None:
    """JSON-LD that is not quite JSON is read, and what is said of the article goes before all else."""
    assert _day(head) == OWN


@pytest.mark.parametrize(
    ("inside", "beside"),
    [
        (
            f'<time itemprop="datePublished" datetime="{OWN}">2 April</time>',
            '<aside class="related"><div itemscope itemtype="http://schema.org/NewsArticle"><a href="/x">Old</a>'
            '<meta itemprop="datePublished" content="2019-01-15"></div></aside>',
        ),
        (
            f'<time itemprop="datePublished" datetime="{OWN}">2 April</time>'
            '<div itemscope itemtype="https://schema.org/Comment"><time itemprop="datePublished" datetime="2025-01-01">'
            "</time></div>",
            "",
        ),
        (
            '<div itemscope itemtype="https://schema.org/VideoObject"><meta itemprop="datePublished" '
            f'content="2019-01-01"></div><meta itemprop="datePublished" content="{OWN}">',
            "",
        ),
        (
            f'<time class="entry-date published" datetime="{OWN}">2 April</time>',
            '<div class="related-posts"><time class="entry-date published" datetime="2019-01-01"></time></div>',
        ),
        (
            f'<abbr class="published" title="{OWN}">2 April</abbr>',
            '<ul id="comments"><li><time class="published" datetime="2025-01-01"></time></li></ul>',
        ),
        (
            f'<time pubdate datetime="{OWN}">2 April</time>',
            '<div class="news-sidebar"><time pubdate datetime="2026-01-01"></time></div>',
        ),
    ],
)
def test_marks_of_others(inside: str, beside: str) -> None:
    """Marks on related items, comments and videos are not the article's, wherever they stand."""
    assert _day("", inside, beside) == OWN


@pytest.mark.parametrize(
    ("head", "beside"),
    [
        (_ld('{"@type":"VideoObject","uploadDate":"2019-01-01","datePublished":"2019-01-01"}'), ""),
        (
            _ld('[{"@type":"NewsArticle","headline":"y","datePublished":"2019-01-01"},'
                '{"@type":"NewsArticle","headline":"z","datePublished":"2019-01-02"}]'),
            "",
        ),
        (
            "",
            '<div itemscope itemtype="http://schema.org/NewsArticle"><meta itemprop="datePublished" '
            'content="2019-01-15"></div><div itemscope itemtype="http://schema.org/NewsArticle">'
            '<meta itemprop="datePublished" content="2019-01-16"></div>',
        ),
        (_ld('{"@type":"NewsArticle","datePublished":"2 hours ago"}'), ""),
        ("", '<aside><time pubdate datetime="2019-01-15"></time></aside>'),
        (_ld('{"@type":"NewsArticle","datePublished":"2019-01-01"'), ""),
    ],
)  # fmt: skip
def test_none_rather_than_another_s(head: str, beside: str) -> None:
    """Where no statement is the article's there is no date."""
    assert _day(head, "", beside) is None


TOLD_ON_PAGES = [
    '<time itemprop="datePublished">{}</time>',
    '<span class="entry-date">{}</span>',
    '<span class="news-date-time">{}</span>',
    "<time pubdate>{}</time>",
    '<meta name="pubdate" content="{}">',
]


@pytest.mark.parametrize("markup", TOLD_ON_PAGES)
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2 hours ago", "2024-04-02"),
        ("вчера, 14:05", "2024-04-01"),
        ("дирӯз", "2024-04-01"),
        ("3 дня назад", None),
    ],
)
def test_dates_told_from_the_time_of_fetching(markup: str, text: str, day: str | None) -> None:
    """They are dates where it is known when the page was fetched, and the day is certain."""
    page = parsed(f"<html><body><h1>T</h1>{markup.format(text)}<p>Words.</p></body></html>", "a")
    at = datetime(2024, 4, 2, 10, 17, tzinfo=timezone(timedelta(hours=5)))
    found = published_on_page(page, at=at)
    assert (found and found.date().isoformat()) == day
    assert published_on_page(page) is None


def test_a_date_of_its_own_goes_before_one_that_is_told() -> None:
    """What is stated in figures is the date, and words beside it are for readers."""
    markup = '<time itemprop="datePublished" datetime="2024-03-01T10:00:00+05:00">2 hours ago</time>'
    page = parsed(f"<html><body>{markup}</body></html>", "a")
    found = published_on_page(page, at=datetime(2024, 4, 2, tzinfo=UTC))
    assert found is not None
    assert found.date().isoformat() == "2024-03-01"
