"""What an application that draws a page in the browser keeps of its article, as JSON in a script."""

from __future__ import annotations

import json
import re
from collections import deque
from typing import TYPE_CHECKING

from corpus.readers.title import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from lxml.html import HtmlElement

_JSON = "application/json"
_TITLES = ("title", "headline")
_NOT_LETTERS = re.compile(r"[^a-z]")
_PUBLISHED = frozenset(
    {
        "publishedat",
        "datepublished",
        "publisheddate",
        "publishdate",
        "publicationdate",
        "firstpublishedat",
        "publishedon",
    }
)
_MOST = 20_000  # values of one page
_LONGEST = 5_000_000  # characters of a script


def published_in_state(page: HtmlElement, titles: Collection[str]) -> Iterator[str]:
    """Dates of publication that scripts of type `application/json` state of the article with the page's title.

    Args:
        page: The root element of the page.
        titles: What the page calls its article, as `folded` writes it.

    Yields:
        The one date that is stated of it; nothing where there are several.
    """
    stated = {date for thing in _things(page) if _is_called(thing, titles) for date in _dates(thing)}
    if len(stated) == 1:
        yield stated.pop()


def _is_called(thing: Mapping[str, object], titles: Collection[str]) -> bool:
    return any(folded(thing.get(name)) in titles for name in _TITLES if thing.get(name))


def _dates(thing: Mapping[str, object]) -> Iterator[str]:
    for name, value in thing.items():
        if _NOT_LETTERS.sub("", name.lower()) in _PUBLISHED and value and isinstance(value, (str, int)):
            yield str(value)


def _things(page: HtmlElement) -> Iterator[Mapping[str, object]]:
    waiting: deque[object] = deque()
    for script in page.iter("script"):
        text = script.text or ""
        if script.get("type", "").partition(";")[0].strip().lower() == _JSON and len(text) <= _LONGEST:
            try:
                waiting.append(json.loads(text))
            except (ValueError, RecursionError):
                continue
    for _ in range(_MOST):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
