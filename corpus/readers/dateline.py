"""The date that stands beside the title of an article."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.registry import any_pattern, languages
from corpus.readers.date import read_date
from corpus.readers.html_tree import BLOCKS
from corpus.readers.scraps import is_sentence
from corpus.readers.text_blocks import line_of, text_blocks
from corpus.readers.title import title_element

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml.html import HtmlElement

_LONGEST = 80  # characters of a text that says a date
_OF_BODY = 120  # characters of a block with which the text begins
_WORDS_OF_HEADLINE, _LEAST_OF_HEADLINE = 4, 20
_MOST_LINKS = 4  # between a date and the title below it, or around a date: with more, a menu stands there
_MOST_LEVELS = 20  # of elements around a date
_MOST_SEEN = 400  # elements between a title and the text
_ITEMS = ("article", "li", "tr", "section")
_UNSEEN = frozenset({"script", "style", "noscript", "template", "form", "button", "select"})
_EDGES = " \t\r\n\xa0|·•—–,;/()[]"
_LEVELS_OF_NAMES = 3
_UPDATED_NAME = re.compile(r"updated|modified|changed", re.IGNORECASE)


class _Written(NamedTuple):
    """A text that may say a date, with what stands before it."""

    element: HtmlElement
    text: str
    before: str


def date_beside_title(page: HtmlElement) -> datetime | None:
    """Find the date that stands beside the title: between it and the text, or with it in one block.

    The date is marked as `<time>` or is a text of its own, perhaps after a word such as "Published".  Dates of
    changes, dates beside links to other articles and dates of lists do not count; where several days are left,
    none does.  In the article's own footer only a `<time>` counts.

    Args:
        page: The root element of the page.

    Returns:
        The date with a time zone, or `None`.
    """
    title = title_element(page)
    if title is None or title.getparent() is None:
        return None
    beside = _TitleArea(page, title)
    day_first = _day_first(page)
    for found in (beside.marked(), beside.written(), beside.in_footer()):
        dates = [date for text in found if (date := _read(text, day_first)) is not None]
        if dates:
            return dates[0] if len({date.date() for date in dates}) == 1 else None
    return None


class _TitleArea:
    """What stands beside a title.

    Args:
        page: The root element of the page.
        title: The element that shows the title.
    """

    def __init__(self, page: HtmlElement, title: HtmlElement) -> None:
        self._title = title
        self._own = frozenset({title, *title.iterdescendants()})
        above = [title, *title.iterancestors()]
        order = {element: at for at, element in enumerate(page.iter())}
        start = order[title]
        self._body = next(
            (
                block.element
                for block in text_blocks(page)
                if order.get(block.element, 0) > start
                and len(block.text) >= _OF_BODY
                and not block.is_of_links
            ),
            None,
        )
        around = frozenset() if self._body is None else frozenset({self._body, *self._body.iterancestors()})
        self._around = frozenset(above) | around
        shared = next((one for one in above[1:] if one in around or self._body is None), above[1])
        end = order[self._body] if self._body is not None else start + _MOST_SEEN
        header = above[above.index(shared) - 1]
        self._elements = [
            *self._before(header),
            *(one for one in shared.iterdescendants() if start < order[one] < min(end, start + _MOST_SEEN)),
        ]
        self._footers = [
            footer
            for article in title.iterancestors("article")
            for footer in article.iter("footer")
            if next(footer.iterancestors("article")) is article
        ]
        self._around |= frozenset(self._footers)

    def marked(self) -> Iterator[str]:
        """Dates that are marked as such."""
        return self._times(self._elements)

    def in_footer(self) -> Iterator[str]:
        """Those in the footer of the article itself."""
        for footer in self._footers:
            yield from self._times(list(footer.iter()))

    def written(self) -> Iterator[str]:
        """Texts that say a date, without the word before it."""
        for written in self._texts():
            text = written.text.strip(_EDGES)
            label = _published().match(text)
            stated = text[label.end() :].strip(_EDGES + ":") if label is not None else text
            if len(text) > _LONGEST or _read(stated, day_first=True) is None:
                continue
            if self._is_own(written, text, is_named=label is not None):
                yield stated

    def _is_own(self, written: _Written, text: str, *, is_named: bool) -> bool:
        """Whether a date that is written out is that of the article's publication."""
        if _updated().search(f"{written.before} {text}") or _is_of_change(written.element):
            return False
        if self._is_of_another(written.element):
            return False
        if is_named or _published().match(written.before):
            return True
        return not (written.before.endswith(":") or self._is_in_sentence(written.element))

    def _before(self, header: HtmlElement) -> list[HtmlElement]:
        """What stands in one block with the title, above it; nothing where a menu is among it."""
        found: list[HtmlElement] = []
        for element in header.iter():
            if element is self._title:
                break
            found.append(element)
        links = sum(element.tag == "a" for element in found)
        return [] if header is self._title or links > _MOST_LINKS else found

    def _times(self, elements: list[HtmlElement]) -> Iterator[str]:
        for element in elements:
            stated = element.get("datetime") if element.tag == "time" else None
            if not stated or _is_of_change(element) or _updated().search(_text_before(element)):
                continue
            if not self._is_of_another(element) and not self._is_in_sentence(element):
                yield stated

    def _texts(self) -> Iterator[_Written]:
        before = ""
        for element in self._elements:
            if not isinstance(element.tag, str) or element.tag in _UNSEEN or element in self._own:
                continue
            for text, holder in ((element.text, element), *((child.tail, element) for child in element)):
                line = " ".join((text or "").split())
                if line and element not in self._around:
                    yield _Written(holder, line, before)
                    before = line
                elif line and holder is not self._body:
                    yield _Written(holder, line, "")

    def _is_in_sentence(self, element: HtmlElement) -> bool:
        """Whether an element stands in a sentence, which tells of something else, unless that begins with a label."""
        block = next((one for one in (element, *element.iterancestors()) if one.tag in BLOCKS), None)
        if block is None or block in self._around or _published().match(line_of(block)):
            return False
        return is_sentence(line_of(block))

    def _is_of_another(self, element: HtmlElement) -> bool:
        """Whether an element belongs to a link to another article, or to one of several items."""
        for one in islice((element, *element.iterancestors()), _MOST_LEVELS):
            if one in self._around:
                return False
            if one.tag in _ITEMS and _has_twin(one):
                return True
            links = list(islice(one.iter("a"), _MOST_LINKS + 1))
            if len(links) > _MOST_LINKS or any(link is not element and _is_headline(link) for link in links):
                return True
        return True


def _is_of_change(element: HtmlElement) -> bool:
    """Whether an element or what is around it is named after changes."""
    around = islice((element, *element.iterancestors()), _LEVELS_OF_NAMES)
    return any(
        _UPDATED_NAME.search(f"{one.get('class') or ''} {one.get('itemprop') or ''}") for one in around
    )


def _text_before(element: HtmlElement) -> str:
    """The text just before an element, or before the one that begins with it."""
    for one in (element, *element.iterancestors()):
        previous, parent = one.getprevious(), one.getparent()
        if previous is not None:
            return (previous.tail or "").strip() or str(previous.text_content())
        if parent is not None and (parent.text or "").strip():
            return str(parent.text)
    return ""


def _has_twin(item: HtmlElement) -> bool:
    parent = item.getparent()
    return parent is not None and any(
        one is not item
        and one.tag == item.tag
        and one.get("class") == item.get("class")
        and one.find(".//time") is not None
        for one in parent
    )


def _is_headline(link: HtmlElement) -> bool:
    text = " ".join(" ".join(link.xpath(".//text()[not(ancestor::time)]")).split())
    return (
        len(text) >= _LEAST_OF_HEADLINE
        and len(text.split()) >= _WORDS_OF_HEADLINE
        and bool(link.get("href"))
        and _read(_published().sub("", text).strip(_EDGES), day_first=True) is None
    )


def _read(text: str, day_first: bool | None) -> datetime | None:
    """The date that a text says; `None` where it says none, or only a part of a day."""
    try:
        return read_date(text, day_first=day_first) if any(map(str.isdigit, text)) else None
    except ValueError:
        return None


def _day_first(page: HtmlElement) -> bool | None:
    """Whether pages in the language of a page write dates in figures with the day first."""
    stated = (page.get("lang") or page.get("xml:lang") or "").lower()[:2]
    language = languages().get(stated)
    return language.date_words.day_first if language is not None else None


@cache
def _published() -> re.Pattern[str]:
    words = any_pattern(lambda language: language.page_furniture.published_on)
    return re.compile(rf"\W*{words}[\s:]*", re.IGNORECASE)


@cache
def _updated() -> re.Pattern[str]:
    words = any_pattern(lambda language: language.page_furniture.updated_on)
    return re.compile(rf"\b{words}", re.IGNORECASE)
