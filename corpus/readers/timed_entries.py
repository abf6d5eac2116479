"""Entries that a page tells apart by their times alone: elements of one kind, each with a `<time>` of its own."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from corpus.address import address_key
from corpus.readers.date import read_date
from corpus.readers.furniture import is_furniture, is_mostly_links
from corpus.readers.live_entry import LiveEntry, words_of_entry
from corpus.readers.page_date import published_on_page, updated_on_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

_KINDS = ("article", "section", "li")
_LEAST_ENTRIES = 3
_LEAST_WORDS = 20  # characters of an entry
_LEAST_SHARE = 0.4  # of what the page says
_BEFORE, _BEHIND = timedelta(days=2), timedelta(days=30)  # between a page's date and its entries'
_LONGEST = timedelta(days=10)  # from the first entry to the last where the page has no date
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.](\d\d)(?!\d)")
_DIGITS = re.compile(r"\d+")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SCRIPTS = ("script", "style", "noscript", "template", "head")


class _Timed(NamedTuple):
    element: HtmlElement
    place: str
    stated: str | datetime | None  # None where only the time of the day is known
    at: datetime  # on whatever day where that is not known


class _PageDay(NamedTuple):
    """The day that a page states, and whether all of it is of that day."""

    day: datetime | None
    alone: bool


def timed_entries(page: HtmlElement, address: str | None) -> list[LiveEntry]:
    """The entries of a page that states none: those of the kind that says most.

    They are in the order of their times and near the page's date, have places on the page, and lead to no pages of
    their own, as cards in a list of articles do.

    Args:
        page: The root element of the page.
        address: The page's own address.
    """
    kinds: dict[tuple[str, frozenset[str]], list[HtmlElement]] = {}
    for element in page.iter(*_KINDS):
        if element.find(".//time") is not None and not is_furniture(element):
            kinds.setdefault(_kind(element), []).append(element)
    several = [elements for elements in kinds.values() if len(elements) >= _LEAST_ENTRIES]
    if not several:
        return []
    days = _days_of(page, address)
    found = max((_entries(elements, address, days) for elements in several), key=_length)
    return found if _length(found) >= _LEAST_SHARE * _words(page) else []


def _entries(elements: list[HtmlElement], address: str | None, days: _PageDay) -> list[LiveEntry]:
    """The entries that elements of one kind are; none where one of them is no entry."""
    timed = [_timed(element, address, days) for element in elements]
    known = [one for one in timed if one is not None]
    if (
        len(known) < len(timed)
        or len({one.place for one in known}) < len(known)
        or not _are_of_one_time(known, days.day)
    ):
        return []
    entries = []
    for one in known:
        words = words_of_entry(one.element)
        if len(words.text) >= _LEAST_WORDS:
            fields: dict[str, object] = {"text": words.text, "title": words.title, "published": one.stated}
            entries.append(LiveEntry(one.place, None, fields, one.element, has_fragment=True))
    return entries if len(entries) >= _LEAST_ENTRIES else []


def _timed(element: HtmlElement, address: str | None, days: _PageDay) -> _Timed | None:
    times = element.findall(".//time")
    place = element.get("id") or _fragment(element, address)
    if len(times) != 1 or not place or is_mostly_links(element) or _leads_elsewhere(element, address):
        return None
    stated = times[0].get("datetime") or " ".join(times[0].text_content().split())
    clock = _CLOCK.fullmatch(stated)
    try:
        if clock is not None:
            day = days.day or _ANY_DAY
            at = day.replace(hour=int(clock[1]), minute=int(clock[2]), second=0, microsecond=0)
            return _Timed(element, place, at if days.alone else None, at)
        return _Timed(element, place, stated, read_date(stated)) if _CLOCK.search(stated) else None
    except ValueError:
        return None


def _are_of_one_time(entries: list[_Timed], day: datetime | None) -> bool:
    """Whether entries follow one another and are of the page's days: events of long ago in a list are no entries."""
    times = [one.at for one in entries]
    ahead, back = (all(a <= b for a, b in pairwise(order)) for order in (times, times[::-1]))
    if len(set(times)) < 2 or not (ahead or back):
        return False
    first, last = min(times), max(times)
    if day is None:
        return last - first <= _LONGEST
    return day - _BEFORE <= first and last <= day + _BEHIND


def _days_of(page: HtmlElement, address: str | None) -> _PageDay:
    published, updated = published_on_page(page, address), updated_on_page(page, address)
    alone = published is not None and updated is not None and _same_day(published, updated)
    return _PageDay(published or updated, alone)


def _same_day(one: datetime, other: datetime) -> bool:
    return one.date() == other.astimezone(one.tzinfo).date()


def _kind(element: HtmlElement) -> tuple[str, frozenset[str]]:
    return element.tag, frozenset(_DIGITS.sub("", element.get("class") or "").split())


def _fragment(element: HtmlElement, address: str | None) -> str | None:
    """The fragment that a link of an element leads to on its own page."""
    for link in element.iter("a"):
        page, _, fragment = urljoin(address or "", link.get("href") or "").partition("#")
        if fragment and (not page or (address is not None and address_key(page) == address_key(address))):
            return str(fragment)
    return None


def _leads_elsewhere(element: HtmlElement, address: str | None) -> bool:
    """Whether its heading or its time leads to another page, of which it is the card then."""
    links = [link for name in (*_HEADINGS, "time") for one in element.iter(name) for link in _links_of(one)]
    own = address_key(address) if address else None
    for link in links:
        page = urljoin(address or "", link.get("href") or "").partition("#")[0]
        if page and (own is None or address_key(page) != own):
            return True
    return False


def _links_of(element: HtmlElement) -> Iterable[HtmlElement]:
    """The links in an element and around it."""
    yield from element.iter("a")
    yield from element.iterancestors("a")


def _length(entries: list[LiveEntry]) -> int:
    return sum(len(str(entry.fields["text"])) for entry in entries)


def _words(page: HtmlElement) -> int:
    """How much a page says, menus and scripts aside."""
    hidden = sum(len(" ".join(one.text_content().split())) for one in page.iter(*_SCRIPTS, "nav", "footer"))
    return len(" ".join(page.text_content().split())) - hidden
