"""Live blogs: each entry an article with its own time and place; other pages stay one article."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from corpus.article import Article
from corpus.errors import CorpusError, SkippedError
from corpus.readers import html
from tests.corpus.readers import live_pages
from tests.corpus.readers.live_pages import ADDRESS, ENTRIES, LEAD, TITLE, Entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.errors import CorpusError

EMPTY = Entry(4, "2024-04-02T15:00:00+05:00", ("",))


def _read(page: str, address: str = ADDRESS) -> list[Article | CorpusError]:
    return list(html.articles(page.encode(), "origin", address=address))


def _articles(page: str) -> list[Article]:
    return [found for found in _read(page) if isinstance(found, Article)]


@pytest.mark.parametrize("maker", [*live_pages.SEEN_BEFORE, *live_pages.WRITTEN_AFTER])
def test_each_entry_is_an_article(maker: Callable[[tuple[Entry, ...]], str]) -> None:
    """With its own words, its own moment, and an id of its own; what the page says by itself is one beside them."""
    lead, *entries = _articles(maker(ENTRIES))
    assert (lead.id, lead.title, lead.text) == (ADDRESS, TITLE, LEAD)
    entries.sort(key=lambda entry: entry.published or datetime.min.replace(tzinfo=UTC), reverse=True)
    assert [entry.text.replace("\n\n", " ") for entry in entries] == [
        " ".join(entry.texts) for entry in ENTRIES
    ]
    stated = [entry.published.strftime("%d %H:%M") for entry in entries if entry.published]
    assert stated == [f"02 {entry.clock}" for entry in ENTRIES]
    assert len({entry.id for entry in entries}) == len(ENTRIES)
    assert all(entry.url is not None and entry.url.startswith(ADDRESS) for entry in entries)
    assert {entry.source for entry in entries} == {"Азия"}
    assert {entry.language for entry in entries} == {"ru"}


@pytest.mark.parametrize("maker", live_pages.NO_LIVE_BLOGS)
def test_other_pages_are_one_article(maker: Callable[[], str]) -> None:
    """Cards, comments, chronicles, parts of an article and lists beside one are no entries."""
    (found,) = _read(maker())
    assert isinstance(found, Article)
    assert found.id == ADDRESS


@pytest.mark.parametrize(
    ("maker", "ids"),
    [
        (live_pages.with_blocks, ["#block-3", "#block-2", "#block-1"]),
        (live_pages.with_assets, ["#asset:3", "#asset:2", "#asset:1"]),
        (live_pages.with_list_items, ["#liveblog-entry-3", "#liveblog-entry-2", "#liveblog-entry-1"]),
        (live_pages.without_addresses, [f"#{entry.at}" for entry in ENTRIES]),
        (live_pages.with_pages_of_their_own, ["/post-3", "/post-2", "/post-1"]),
        (live_pages.oldest_first, ["#n1", "#n2", "#n3"]),
    ],
)
def test_the_place_of_an_entry(maker: Callable[[tuple[Entry, ...]], str], ids: list[str]) -> None:
    """It is the fragment or the page that leads to it; where there is none, the entry's time tells it apart."""
    _, *entries = _articles(maker(ENTRIES))
    assert [entry.id.removeprefix(ADDRESS) for entry in entries] == ids
    shown = [entry.url for entry in entries]
    assert shown == (
        [ADDRESS] * 3 if maker is live_pages.without_addresses else [ADDRESS + one for one in ids]
    )


def test_an_entry_without_a_headline_has_that_of_its_page() -> None:
    """Only the page's says what it is about; one that repeats the text is none."""
    titles = [entry.title for entry in _articles(live_pages.with_blocks(ENTRIES))[1:]]
    assert titles == ["Мост закрыт", TITLE, "Вода поднялась"]
    assert {entry.title for entry in _articles(live_pages.with_a_list_of_things(ENTRIES))} == {TITLE}


def test_the_author_of_an_entry_is_its_own() -> None:
    """Where the entry states one."""
    lead, *entries = _articles(live_pages.with_pages_of_their_own(ENTRIES))
    assert lead.author is None
    assert {entry.author for entry in entries} == {"Л. Каримова"}


def test_a_time_of_the_day_alone_tells_no_day() -> None:
    """Where the page may be of several days, its entries have none; the page's own stays."""
    page = live_pages.with_clocks(ENTRIES).replace("2024-04-02T14:10", "2024-04-03T14:10")
    lead, *entries = _articles(page)
    assert lead.published is not None
    assert [entry.published for entry in entries] == [None] * 3


def test_entries_without_words_are_counted() -> None:
    """Such as one that is a picture."""
    page = live_pages.with_pages_of_their_own((*ENTRIES, EMPTY))
    (skipped,) = [one for one in _read(page) if not isinstance(one, Article)]
    assert isinstance(skipped, SkippedError)
    assert skipped.reason == "1 entry of the live blog has no text and is left out"


def test_a_page_that_is_all_entries_has_no_article_beside_them() -> None:
    """Scraps such as times and headlines are none."""
    page = live_pages.with_blocks(ENTRIES).replace(f"<p>{LEAD}</p>", "")
    assert [article.id.removeprefix(ADDRESS) for article in _articles(page)] == [
        "#block-3",
        "#block-2",
        "#block-1",
    ]


def test_a_saved_live_blog() -> None:
    """Without an address its entries are known by the file and their places."""
    page = live_pages.with_list_items(ENTRIES).replace(f'<link rel="canonical" href="{ADDRESS}">', "")
    found = [one for one in html.articles(page.encode(), "live.html") if isinstance(one, Article)]
    assert [one.id for one in found[:2]] == ["live.html", "live.html#liveblog-entry-3"]
    assert found[1].url is None
