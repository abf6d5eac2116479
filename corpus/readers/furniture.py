"""What stands on a page beside its article: menus, related items, comments, requests to subscribe."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.registry import any_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

_BESIDE = frozenset({"aside", "nav", "footer", "form", "button", "dialog"})
_NEVER = frozenset({"html", "body", "article", "main"})
_NAMED = re.compile(
    r"related|recommend(?:ed|ations?|s)?|read-?(?:also|next|more)|see-?also|also-?read|comments?(?:list|area)?"
    r"|disqus|sidebar|share|sharing|social|subscribe|subscription|newsletter|breadcrumbs?|popular|trending"
    r"|cookies?|consent|gdpr|onetrust|cmp"
)
_NAME_PARTS = re.compile(r"[^a-z]+")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "p", "div", "span", "b", "strong"})
_LABEL = 80  # characters of a heading such as "Read also"
_LONGEST_LINE = 300  # characters of a line that leads elsewhere
_MOST_OF_PAGE = 0.5  # of its words: what holds more is no furniture, whatever it is called
_MOSTLY_LINKS = 0.7


def is_furniture(element: HtmlElement) -> bool:
    """Whether an element stands in a part of the page that is none of the article's."""
    return any(_is_beside(one) and one.find(".//h1") is None for one in (element, *element.iterancestors()))


def drop_furniture(page: HtmlElement) -> None:
    """Take out of a page the parts that say by their element or their class that they are none of its article."""
    for element in beside_article(page):
        if element.getparent() is not None:
            element.drop_tree()
    for element in [one for one in page.iter() if one.tag in _HEADINGS]:
        if element.getparent() is not None and _is_label(element):
            _drop_links_after(element)


def beside_article(page: HtmlElement) -> list[HtmlElement]:
    """The parts of a page that say by their element or their class that they are none of its article."""
    most = _MOST_OF_PAGE * _length(page)
    return [
        one
        for one in page.iter()
        if isinstance(one.tag, str) and _is_beside(one) and one.find(".//h1") is None and _length(one) < most
    ]


def without_furniture(lines: Iterable[str]) -> list[str]:
    """The lines without those that lead to other articles or ask to subscribe; all where nothing else is left."""
    lines = list(lines)
    kept = [line for line in lines if len(line) > _LONGEST_LINE or not _leads_elsewhere().match(line)]
    return kept if any(kept) else lines


def is_mostly_links(element: HtmlElement) -> bool:
    """Whether what an element says are links, as in a menu."""
    if not isinstance(element.tag, str):
        return False
    links = [element] if element.tag == "a" else element.xpath(".//a")
    return sum(map(_length, links)) >= _MOSTLY_LINKS * max(1, _length(element))


def _is_beside(element: HtmlElement) -> bool:
    if element.tag in _BESIDE:
        return True
    if element.tag in _NEVER:
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    return any(
        _NAMED.fullmatch(part)
        for name in names
        for part in (name, *_NAME_PARTS.split(name), "".join(_NAME_PARTS.split(name)))
    )


def _length(element: HtmlElement) -> int:
    return len("".join(element.text_content().split()))


def _is_label(element: HtmlElement) -> bool:
    text = " ".join(element.text_content().split())
    return len(text) <= _LABEL and _label().fullmatch(text) is not None


def _drop_links_after(label: HtmlElement) -> None:
    """Take out a label and the links under it."""
    following = label.getnext()
    while following is not None and is_mostly_links(following):
        element, following = following, following.getnext()
        element.drop_tree()
    label.drop_tree()


@cache
def _label() -> re.Pattern[str]:
    words = any_pattern(lambda language: language.page_furniture.see_also)
    return re.compile(rf"{words}[\s:…»>→]*", re.IGNORECASE)


@cache
def _leads_elsewhere() -> re.Pattern[str]:
    """The beginning of a line that leads elsewhere: a label with a colon or by itself, or a request."""
    see_also = any_pattern(lambda language: language.page_furniture.see_also)
    follow_us = any_pattern(lambda language: language.page_furniture.follow_us)
    return re.compile(rf"\W*(?:{see_also}\s*(?:[:»>→].*|$)|{follow_us})", re.IGNORECASE)
