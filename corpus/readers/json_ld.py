"""JSON-LD: what a page says of itself and of others in scripts, read although it is not quite JSON."""

from __future__ import annotations

import json
import re
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

_WRAPPED = re.compile(
    r"^\s*(?:(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?|<!--)|(?:(?://|/\*)?\s*\]\]>(?:\s*\*/)?|-->)\s*;?\s*$"
)
# Strings stay; comments and the commas after the last member go.
_NOT_JSON = re.compile(r'("(?:[^"\\]|\\.)*+")|//[^\n]*|/\*.*?\*/|,(?=\s*[}\]])', re.DOTALL)
_WITHIN = ("@graph", "mainEntity")
_MOST = 1000  # things of one page


def things(page: HtmlElement) -> Iterator[Mapping[str, object]]:
    """What the scripts of a page describe: the things at the top, and those that the page is about.

    What those mention on their way, such as a video, a comment or another article, is not among them.
    """
    waiting: deque[object] = deque()
    for script in page.iter("script"):
        if script.get("type", "").partition(";")[0].strip().lower() == "application/ld+json":
            waiting.append(_loaded(script.text or ""))
    for _ in range(_MOST):
        if not waiting:
            return
        value = waiting.popleft()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(value[key] for key in _WITHIN if key in value)


def types_of(thing: Mapping[str, object]) -> frozenset[str]:
    """The names of its types, in lower case, without the vocabulary before them."""
    stated = thing.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return frozenset(re.split("[/#:]", name)[-1].lower() for name in names if isinstance(name, str))


def _loaded(text: str) -> object:
    """The value of a script; line ends within strings, comments and commas too many do no harm."""
    text = _WRAPPED.sub("", _WRAPPED.sub("", text))
    for written in (text, _NOT_JSON.sub(lambda found: found[1] or "", text)):
        try:
            value: object = json.loads(written, strict=False)
        except (ValueError, RecursionError):
            continue
        return value
    return None
