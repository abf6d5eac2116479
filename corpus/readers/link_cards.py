"""Cards that lead to other articles."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.registry import any_pattern
from corpus.readers.date import read_date
from corpus.readers.text_blocks import size_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

_WITHIN_LINK = ".//div | .//p | .//h1 | .//h2 | .//h3 | .//h4 | .//h5 | .//h6 | .//ul | .//figure"
_WORDS_OF_HEADLINE = 3
_LONGEST = 400  # characters of a card
_LONGEST_BESIDE = 60  # of what it says beside its links
_NO_WORDS = re.compile(r"[\W\d_]*")


def is_link_card(element: HtmlElement) -> bool:
    """Whether an element leads to other articles and says nothing by itself.

    It holds links with a date, links around blocks, or links to parts of the page; beside them only labels.

    Args:
        element: The element.
    """
    if not 0 < size_of(element) <= _LONGEST:
        return False
    links = [element] if element.tag == "a" else element.findall(".//a")
    if not any(len(link.text_content().split()) >= _WORDS_OF_HEADLINE for link in links):
        return False
    beside = _beside(element, links)
    if not all(_says_nothing(text) for text in beside):
        return False
    leads_within = all(link.get("href", "").startswith("#") for link in links)
    return leads_within or any(map(is_date, beside)) or any(link.xpath(_WITHIN_LINK) for link in links)


def is_date(text: str) -> bool:
    """Whether a text is a date and no more."""
    try:
        read_date(text.strip(" ()[]|·•—–,"), day_first=True)
    except ValueError:
        return False
    return True


def _beside(element: HtmlElement, links: Sequence[HtmlElement]) -> list[str]:
    """The texts of an element outside of its links."""
    inside = {one for link in links for one in link.iter()}
    texts = [one.text for one in element.iter() if one not in inside]
    texts += [one.tail for one in element.iterdescendants() if one not in inside or one in links]
    return [" ".join(text.split()) for text in texts if text and text.strip()]


def _says_nothing(text: str) -> bool:
    if len(text) > _LONGEST_BESIDE:
        return False
    return is_date(text) or _NO_WORDS.fullmatch(text) is not None or _label().match(text) is not None


@cache
def _label() -> re.Pattern[str]:
    words = any_pattern(lambda language: language.page_furniture.see_also)
    return re.compile(rf"{words}[\s:…»>→]*", re.IGNORECASE)
