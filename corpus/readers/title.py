"""Where the title of its article stands on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.readers.furniture import is_furniture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_IN_META = frozenset({"og:title", "twitter:title", "title", "headline"})
_HEADINGS = ("h1", "h2", "h3")
_OTHERS = ("h4", "h5", "h6", "div", "p", "td", "span", "font", "b", "strong", "big", "center")
_MOST_CHILDREN = 3
_LEAST = 4  # characters of a title


def title_element(page: HtmlElement) -> HtmlElement | None:
    """Find the element that shows the title: a heading that says what the head of the page does, else the only one.

    Pages without such a heading may show it in any element that says just this.

    Args:
        page: The root element of the page.
    """
    stated = _Stated(page)
    headings = [
        one for tag in _HEADINGS for one in page.iter(tag) if stated.says(one) and not is_furniture(one)
    ]
    if headings:
        return headings[0]
    firsts = [one for one in page.iter("h1") if folded(one.text_content()) and not _leads_home(one)]
    if firsts:
        return firsts[0] if len(firsts) == 1 else None
    return _without_heading(page, stated)


def folded(value: object) -> str:
    """A title for comparison: in lower case, with single spaces."""
    return " ".join(value.lower().split()) if isinstance(value, str) else ""


class _Stated:
    """What the head of a page calls it.

    Args:
        page: The root element of the page.
    """

    def __init__(self, page: HtmlElement) -> None:
        self._titles = set(_in_meta(page))
        self._with_outlet = {folded(one.text_content()) for one in page.iter("title")}

    def says(self, element: HtmlElement) -> bool:
        """Whether an element shows the title and nothing else."""
        shown = folded(element.text_content())
        if len(shown) < _LEAST:
            return False
        return shown in self._titles or any(_is_part(shown, title) for title in self._with_outlet)


def _is_part(shown: str, title: str) -> bool:
    """Whether something is the one end of a title of which an outlet's name is the other."""
    if title.startswith(shown):
        rest = title[len(shown) :]
    elif title.endswith(shown):
        rest = title[: -len(shown)][::-1]
    else:
        return False
    return len(rest) < len(shown) and not rest[:1].isalnum() and not rest.lstrip()[:1].isalnum()


def _in_meta(page: HtmlElement) -> Iterator[str]:
    for meta in page.iter("meta"):
        names = {meta.get("property", "").lower(), meta.get("name", "").lower()}
        if not _IN_META.isdisjoint(names) and meta.get("content"):
            yield folded(meta.get("content"))


def _leads_home(heading: HtmlElement) -> bool:
    """Whether a heading is the name of the outlet, which leads to its front page."""
    return any(
        urlsplit(href).path in ("", "/") and folded(link.text_content()) == folded(heading.text_content())
        for link in heading.findall(".//a")
        if (href := link.get("href", "#")) and not href.startswith("#")
    )


def _without_heading(page: HtmlElement, stated: _Stated) -> HtmlElement | None:
    named = (one for one in page.iter(*_OTHERS) if len(one) <= _MOST_CHILDREN and stated.says(one))
    return next((_innermost(one, stated) for one in named if not is_furniture(one)), None)


def _innermost(element: HtmlElement, stated: _Stated) -> HtmlElement:
    inner = next((child for child in element if isinstance(child.tag, str) and stated.says(child)), None)
    return element if inner is None else _innermost(inner, stated)
