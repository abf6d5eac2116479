"""When a web page says its article was published, and when it was last changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.address import canonical
from corpus.readers.date import read_date
from corpus.readers.dateline import date_beside_title
from corpus.readers.furniture import is_furniture
from corpus.readers.json_ld import things, types_of
from corpus.readers.page_state import published_in_state
from corpus.readers.relative_date import read_relative
from corpus.readers.title import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from lxml.html import HtmlElement

# What systems state of the article alone.
_META = frozenset(
    {
        "article:published_time",
        "article:published",
        "og:published_time",
        "og:article:published_time",
        "datepublished",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "publication-date",
        "dc.date.issued",
        "dcterms.issued",
        "parsely-pub-date",
        "sailthru.date",
        "citation_publication_date",
        "mediator_published_time",
        "cxenseparse:recs:publishtime",
    }
)
# What may also be the day on which the page was made: asked last.
_META_OF_PAGE = frozenset(
    {"date", "pubdate", "dc.date", "dc.date.created", "dcterms.date", "dcterms.created"}
)
_META_UPDATED = frozenset(
    {
        "article:modified_time",
        "article:modified",
        "og:updated_time",
        "og:article:modified_time",
        "datemodified",
    }
)
_META_OF_PAGE_UPDATED = frozenset({"last-modified", "lastmod", "dc.date.modified", "dcterms.modified"})

_ARTICLE = re.compile(
    r"\w*article|\w*(?:blogposting|newsposting)|report|socialmediaposting|discussionforumposting"
)
_WEB_PAGE = re.compile(r"webpage|itempage")
_MARKED = "//*[@itemprop='datePublished'] | //time[@pubdate]"
_MARKED_UPDATED = "//*[@itemprop='dateModified']"
# Microformats, as WordPress's themes and their heirs write them, and the class that Bitrix has for it.
_MICROFORMAT = re.compile(r"(?:^|\s)(?:dt-published|published|entry-date|news-date-time)(?:\s|$)")
_MICROFORMAT_UPDATED = re.compile(r"(?:^|\s)(?:dt-updated|updated)(?:\s|$)")


def published_on_page(
    page: HtmlElement, address: str | None = None, at: datetime | None = None
) -> datetime | None:
    """Find the date of publication that a page states of its article.

    Looked at, in this order: meta tags that are of an article; JSON-LD of the article; elements marked
    `datePublished` or `pubdate`; microformats; JSON of the program that draws the page; JSON-LD of the page; the
    date that stands beside the title; meta tags that may be of the page, such as `date`.  What is said of a
    related article, a comment or a video does not count, and where several articles are described and none of
    them is told to be the page's, none counts.  Dates that merely stand in the text, in the address or elsewhere
    on the page are no statement about the article.

    Args:
        page: The root element of the page.
        address: The page's address, which tells its article from others that it describes.
        at: When the page was fetched, from which "2 hours ago" is told; without it, that is no date.

    Returns:
        The date with a time zone, or `None` where the page states none that can be read.
    """
    return _first_readable(
        _in_meta(page, _META),
        _in_json(page, "datePublished", address),
        _in_marks(page, _MARKED),
        _in_microformats(page, _MICROFORMAT),
        published_in_state(page, _titles(page)),
        _of_web_page(page, "datePublished"),
        _beside_title(page),
        _in_meta(page, _META_OF_PAGE),
        at=at,
    )


def updated_on_page(
    page: HtmlElement, address: str | None = None, at: datetime | None = None
) -> datetime | None:
    """Find the date of its latest change that a page states, looked for as that of its publication is.

    Args:
        page: The root element of the page.
        address: The page's address.
        at: When the page was fetched.

    Returns:
        The date with a time zone, or `None` where the page states none that can be read.
    """
    return _first_readable(
        _in_meta(page, _META_UPDATED),
        _in_json(page, "dateModified", address),
        _in_marks(page, _MARKED_UPDATED),
        _in_microformats(page, _MICROFORMAT_UPDATED),
        _of_web_page(page, "dateModified"),
        _in_meta(page, _META_OF_PAGE_UPDATED),
        at=at,
    )


def _first_readable(*ranks: Iterator[str] | Iterator[datetime], at: datetime | None) -> datetime | None:
    for stated in (stated for rank in ranks for stated in rank):
        try:
            return read_date(stated)
        except ValueError:
            found = read_relative(str(stated), at) if at is not None else None
            if found is not None:
                return found
            # The next statement may be written better.
    return None


def _beside_title(page: HtmlElement) -> Iterator[datetime]:
    found = date_beside_title(page)
    if found is not None:
        yield found


def _in_meta(page: HtmlElement, wanted: frozenset[str]) -> Iterator[str]:
    for meta in page.iter("meta"):
        names = (meta.get(attribute, "").lower() for attribute in ("property", "name"))
        if not wanted.isdisjoint(names):
            yield meta.get("content", "")


def _in_json(page: HtmlElement, name: str, address: str | None) -> Iterator[str]:
    """What is said of the article: of the one with the page's address or headline, else of the only one."""
    articles = [thing for thing in things(page) if any(map(_ARTICLE.fullmatch, types_of(thing)))]
    titles = _titles(page)
    own = [thing for thing in articles if address is not None and address in _addresses(thing)]
    own = own or [thing for thing in articles if folded(thing.get("headline")) in titles]
    stated = [value for thing in own or articles if isinstance(value := thing.get(name), str)]
    if own or len(set(stated)) == 1:
        yield from stated[:1]


def _addresses(thing: Mapping[str, object]) -> set[str | None]:
    """The addresses that a thing is said to have, in canonical form."""
    main = thing.get("mainEntityOfPage")
    stated = [thing.get("url"), thing.get("@id"), main.get("@id") if isinstance(main, dict) else main]
    return {canonical(value) for value in stated if isinstance(value, str)}


def _titles(page: HtmlElement) -> set[str]:
    """What the page calls its article, for comparison."""
    stated = [meta.get("content") for meta in page.iter("meta") if meta.get("property", "") == "og:title"]
    stated += [heading.text_content() for heading in page.iter("h1")]
    return {folded(value) for value in stated if value} - {""}


def _of_web_page(page: HtmlElement, name: str) -> Iterator[str]:
    for thing in things(page):
        value = thing.get(name)
        if isinstance(value, str) and any(map(_WEB_PAGE.fullmatch, types_of(thing) or {"webpage"})):
            yield value


def _in_marks(page: HtmlElement, marked: str) -> Iterator[str]:
    """Marked elements that speak of the page's article; none where two articles are described alike."""
    found: dict[HtmlElement | None, str] = {}
    for element in page.xpath(marked):
        scope = next((one for one in element.iterancestors() if one.get("itemscope") is not None), None)
        if _is_article_scope(scope) and not is_furniture(element):
            found.setdefault(scope, _stated(element))
    with_heading = [scope for scope in found if scope is not None and scope.find(".//h1") is not None]
    if with_heading:
        yield from (found[scope] for scope in with_heading)
    elif None in found:
        yield found[None]
    elif len(set(found.values())) == 1:
        yield from found.values()


def _is_article_scope(scope: HtmlElement | None) -> bool:
    if scope is None:
        return True
    names = (re.split("[/#:]", name)[-1].lower() for name in scope.get("itemtype", "").split())
    return any(_ARTICLE.fullmatch(name) or _WEB_PAGE.fullmatch(name) for name in names)


def _in_microformats(page: HtmlElement, name: re.Pattern[str]) -> Iterator[str]:
    """Dates with the class that says so; none where they are of several articles."""
    stated = [
        _stated(element)
        for element in page.xpath("//time[@class] | //abbr[@class] | //span[@class]")
        if name.search(element.get("class")) and not is_furniture(element)
    ]
    if len(set(stated)) == 1:
        yield stated[0]


def _stated(element: HtmlElement) -> str:
    named = ("datetime", "content", "title")
    stated = next((value for name in named if (value := element.get(name))), None)
    return str(stated or element.text_content()).strip()
