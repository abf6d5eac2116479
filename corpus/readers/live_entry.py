"""An entry of a live blog, and what an element says that is one."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from corpus.readers.furniture import drop_furniture
from corpus.readers.html_tree import text_of_fragment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NO_WORDS = ("time", "button", "svg", "figure", "script", "style")
_CLOCK = re.compile(
    r"\W*\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,5}\)?)?\W*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """An entry of a live blog.

    Attributes:
        place: What tells it from the others of its page.
        address: Its own address, where it is another page.
        fields: Text, title, dates and author, as a record has them.
        element: What shows it on the page.
        has_fragment: Whether its place is a fragment of the page's address.
    """

    place: str
    address: str | None
    fields: Mapping[str, object]
    element: HtmlElement | None = field(repr=False)
    has_fragment: bool


class EntryWords(NamedTuple):
    """What an element says: its heading, and the text without that."""

    title: str | None
    text: str


def words_of_entry(element: HtmlElement) -> EntryWords:
    """What an element says that is an entry, without its time and what stands beside it; it stays as it is."""
    entry = copy.deepcopy(element)
    entry.tail = None
    drop_furniture(entry)
    title = None
    for heading in list(entry.iter(*_HEADINGS)):
        title = title or " ".join(heading.text_content().split()) or None
        heading.drop_tree()
    for beside in list(entry.iter(*_NO_WORDS)):
        if beside is not entry:
            beside.drop_tree()
    paragraphs = text_of_fragment(etree.tostring(entry, encoding="unicode")).split("\n\n")
    return EntryWords(title, "\n\n".join(one for one in paragraphs if not is_clock(one)))


def is_clock(line: str) -> bool:
    """Whether a line is a time of the day and nothing else."""
    return _CLOCK.fullmatch(line) is not None
