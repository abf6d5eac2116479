"""What stands in and around the text of an article and is none of it: cards, captions, bylines, counters."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.registry import any_pattern
from corpus.readers.captions import captions
from corpus.readers.link_cards import is_date, is_link_card
from corpus.readers.main_blocks import body_of, main_blocks
from corpus.readers.scraps import clear_tail, is_scrap, is_sentence
from corpus.readers.text_blocks import line_of, size_of, text_blocks
from corpus.readers.title import title_element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("ul", "ol", "dl", "table")
_OF_TEXT = ("p", "blockquote", "pre", *_LISTS, *_HEADINGS)
_CARDS = ("a", "div", "p", "aside", "blockquote", "li", *_LISTS, "figure", "section", "article", "b")
_LABELS = (*_HEADINGS, "b", "strong", "div", "a", "button")
_WORDS_OF_ITEM = 4
_INSIDE, _BESIDE, _OUTSIDE = "inside", "beside", "outside"
_LONGEST_CARD = 400  # characters
_MOST_ABOVE = 0.5  # of the page: with more above it, what looks like the title is none


def drop_cards(page: HtmlElement) -> None:
    """Take out of a page what its structure tells from the text, where the title and the text are found.

    That is what stands above the title; bylines and the like between it and the text; cards of links to other
    articles; captions of pictures; forms with what is said around them; links to parts of the page; boxes about
    the author; comments; and short lines under the text, such as tags and counters.

    Args:
        page: The root element of the page.
    """
    title = title_element(page)
    text = main_blocks(page, title)
    if text:
        _Cards(page, title, text).drop()


class _Cards:
    """A page, from which they are taken.

    Args:
        page: Its root element.
        title: The element that shows the title, where there is one.
        text: The paragraphs of the text, at least one.
    """

    def __init__(self, page: HtmlElement, title: HtmlElement | None, text: list[HtmlElement]) -> None:
        self._page = page
        self._title = title
        self._text = text
        self._body = body_of(text)
        kept = [*text, self._body, *([title] if title is not None else [])]
        self._around = frozenset(one for element in kept for one in (element, *element.iterancestors()))

    def drop(self) -> None:
        """Take them out."""
        authors = self._authors()
        self._drop_forms()
        self._drop_author_boxes(authors)
        self._drop_comments()
        self._drop_link_cards()
        self._drop_captions()
        if self._title is not None:
            self._drop_above(self._title)
            self._drop_between(self._title)
            self._drop_below()
            self._name_article(self._title)

    def _drop_forms(self) -> None:
        for form in list(self._page.iter("form")):
            self._drop(self._card_of(form))

    def _drop_author_boxes(self, authors: set[str]) -> None:
        for link in [one for one in self._page.iter("a") if one.get("href") in authors]:
            card = self._card_of(link)
            if card is not link:
                self._drop(card)

    def _drop_comments(self) -> None:
        """Headings of comments, with what stands under them."""
        order = {element: at for at, element in enumerate(self._page.iter())}
        under = order[self._text[-1]]
        labels = [
            one
            for one in self._page.iter(*_LABELS)
            if order[one] > under and _comments().fullmatch(line_of(one))
        ]
        for label in labels:
            card = self._card_of(label)
            if card is label:
                for following in list(label.itersiblings()):
                    self._drop(following)
            self._drop(card)

    def _drop_link_cards(self) -> None:
        for element in list(self._page.iter(*_CARDS, "a")):
            if element not in self._around and is_link_card(element):
                self._drop(element)

    def _drop_captions(self) -> None:
        for caption in list(captions(self._page)):
            self._drop(caption)

    def _drop_above(self, title: HtmlElement) -> None:
        """What stands above the title, unless that is most of the page."""
        above = [
            one for level in (title, *title.iterancestors()) for one in level.itersiblings(preceding=True)
        ]
        above = [one for one in above if isinstance(one.tag, str) and one.tag != "head"]
        if sum(map(size_of, above)) <= _MOST_ABOVE * size_of(self._page):
            for element in above:
                clear_tail(element)
                self._drop(element)

    def _drop_between(self, title: HtmlElement) -> None:
        """Scraps between the title and the text: who wrote it, when, how long it takes to read."""
        for element in list(self._aside_of(title, self._text[0])):
            in_body = element.tag in _OF_TEXT and element.getparent() is self._text[0].getparent()
            if is_date(line_of(element)) if in_body else is_scrap(element, even_sentences=False):
                self._drop(element)

    def _drop_below(self) -> None:
        """Scraps under the text, with the words that stand between them."""
        last = self._text[-1]
        inside = True
        for level in (last, *last.iterancestors()):
            if level.tag in ("body", "html"):
                return
            inside = inside and (level is last or level is not self._body)
            place = _INSIDE if inside else _BESIDE if level is self._body else _OUTSIDE
            self._drop_scraps_after(level, place)

    def _drop_scraps_after(self, level: HtmlElement, place: str) -> None:
        following = list(level.itersiblings())
        for element in (level, *following):
            clear_tail(element)
        for element in following:
            goes_on = (place == _INSIDE and _are_alike(element, level)) or _goes_on(element, place)
            if not goes_on and is_scrap(element, even_sentences=True):
                self._drop(element)

    def _name_article(self, title: HtmlElement) -> None:
        """Make an `<article>` of what holds title and text where the page has none: trafilatura keeps all of one."""
        above_text = {self._body, *self._body.iterancestors()}
        shared = next((one for one in title.iterancestors() if one in above_text), None)
        if (
            shared is not None
            and shared.tag in ("div", "td", "section")
            and self._page.find(".//article") is None
        ):
            shared.tag = "article"

    def _aside_of(self, title: HtmlElement, text: HtmlElement) -> Iterator[HtmlElement]:
        """The elements that stand between the title and the text."""
        above_text = [text, *text.iterancestors()]
        shared = next((one for one in (title, *title.iterancestors()) if one in above_text), None)
        for level in (title, *title.iterancestors()):
            if level is shared:
                break
            for element in list(level.itersiblings()):
                if element in above_text:
                    break
                yield element
        for level in above_text:
            if level is shared or level.getparent() is shared:
                return
            yield from list(level.itersiblings(preceding=True))

    def _authors(self) -> set[str]:
        """Addresses of the author's pages, as links beside the title lead there."""
        if self._title is None:
            return set()
        beside = self._aside_of(self._title, self._text[0])
        links = (link for element in beside if isinstance(element.tag, str) for link in element.iter("a"))
        return {link.get("href", "") for link in links if "author" in _names(link)} - {"", "#"}

    def _card_of(self, element: HtmlElement) -> HtmlElement:
        """The largest element around one that is no more than a card."""
        for parent in element.iterancestors():
            if parent in self._around or parent.tag in ("p", "body") or size_of(parent) > _LONGEST_CARD:
                return element
            element = parent
        return element

    def _drop(self, element: HtmlElement) -> None:
        if isinstance(element.tag, str) and element not in self._around and element.getparent() is not None:
            element.drop_tree()


def _goes_on(element: HtmlElement, place: str) -> bool:
    """Whether an element under the text belongs to it; lists beside its body may be counters and links.

    Args:
        element: The element.
        place: Whether it stands inside of the body, beside it or farther outside.
    """
    if place == _OUTSIDE or element.tag not in _OF_TEXT:
        return False
    if element.tag == "p":
        return is_sentence(line_of(element))
    least = 1 if place == _INSIDE else _WORDS_OF_ITEM
    return any(len(block.text.split()) >= least and not block.is_of_links for block in text_blocks(element))


def _are_alike(one: HtmlElement, other: HtmlElement) -> bool:
    return bool(one.tag == other.tag and one.get("class") == other.get("class"))


def _names(element: HtmlElement) -> str:
    return " ".join(
        element.get(name) or "" for name in ("class", "rel", "href", "itemprop", "data-testid")
    ).lower()


@cache
def _comments() -> re.Pattern[str]:
    words = any_pattern(lambda language: language.page_furniture.comments)
    return re.compile(words, re.IGNORECASE)
