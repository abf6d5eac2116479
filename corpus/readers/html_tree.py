"""The tree of a page or of a piece of one, and the words that a browser would show of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from corpus.clean import clean
from corpus.errors import ArticleError, CorpusError
from corpus.readers.furniture import without_furniture
from corpus.readers.garbled import readable_markup
from corpus.readers.inline_markup import keep_meaning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

_XML_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
# A start tag as parsers read it, whatever stands in its quoted values; and those values.
_START_TAG = re.compile(r"""<[a-zA-Z](?>[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+""")
_QUOTED_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_RAW_TEXT = re.compile(r"<(script|style|SCRIPT|STYLE)\b")
_LONGEST_TAG = (
    2000  # characters without its values; the parser's time grows with the square of its attributes
)

LINE_BREAK = "\u23ce"
"""Stands for a line end within a paragraph until paragraphs are set apart."""

_COMPLETE = re.compile(rf"(?<=[.!?…؟۔])([\"'”’»)]*) ?{LINE_BREAK}")
_UNSEEN = "//script | //style | //noscript | //template | //head | //comment()"
BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    }
)
"""Elements that begin a line."""


def parsed(markup: str, origin: str) -> HtmlElement:
    """The tree of a page.

    Raises:
        ArticleError: It has nothing to read, or an element that no page of an article has.
    """
    markup = readable_markup(_XML_DECLARATION.sub("", markup, count=1).replace("\0", ""))
    if any(
        len(tag) > _LONGEST_TAG and len(_QUOTED_VALUE.sub("", tag)) > _LONGEST_TAG
        for tag in _start_tags(markup)
    ):
        raise ArticleError(origin, "has an element with far too many attributes to be the page of an article")
    try:
        return document_fromstring(markup, parser=HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.LxmlError, ValueError) as error:
        raise no_text(origin) from error


def _start_tags(markup: str) -> Iterator[str]:
    """The start tags outside of scripts and styles, in which a less-than sign is no tag."""
    at = 0
    while (tag := _START_TAG.search(markup, at)) is not None:
        yield tag[0]
        at = tag.end()
        raw = _RAW_TEXT.match(tag[0])
        if raw is not None:
            end = markup.find(f"</{raw[1]}", at)
            at = end if end >= 0 else len(markup)


def mark_line_breaks(page: HtmlElement) -> None:
    """Put a sign for each line end within a paragraph; two in a row end the paragraph and stay as they are."""
    for element in list(page.iter("br")):
        if not (
            _is_break(element.getnext(), element.tail) or _is_break(element.getprevious(), _between(element))
        ):
            _end_line(element)
            element.tail = f"{LINE_BREAK}{(element.tail or '').lstrip()}"
            element.drop_tag()


def _end_line(element: HtmlElement) -> None:
    """Take white space away from before a line end."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "").rstrip()
    elif parent is not None:
        parent.text = (parent.text or "").rstrip()


def _between(element: HtmlElement) -> str | None:
    previous = element.getprevious()
    return previous.tail if previous is not None else None


def _is_break(element: HtmlElement | None, between: str | None) -> bool:
    return element is not None and element.tag == "br" and not (between or "").strip(" \t\r\n\xa0")


def paragraphs_of(lines: Iterable[str]) -> str:
    """The text of lines in which signs stand for line ends: a line that is complete ends its paragraph."""
    text = "\n\n".join(
        LINE_BREAK.join(without_furniture(line.split(LINE_BREAK))) for line in without_furniture(lines)
    )
    return clean(_COMPLETE.sub(r"\1\n\n", text).replace(LINE_BREAK, "\n"))


def visible_text(page: HtmlElement) -> str:
    """All words of the page that a browser would show, one block a line."""
    for element in page.xpath(_UNSEEN):
        element.drop_tree()
    lines: list[str] = []
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if element.tag in BLOCKS:
            lines.append("\n")
        words = element.text if event == "start" else element.tail
        lines.append(" ".join((words or "").split("\n")))
    return "".join(lines)


def text_of_fragment(markup: str) -> str:
    """The text of a piece of HTML, such as a feed gives of an article: a block a paragraph; empty where none."""
    try:
        page = parsed(markup, "")
    except CorpusError:
        return ""
    keep_meaning(page)
    mark_line_breaks(page)
    lines = [line for line in clean(visible_text(page)).split("\n") if line]
    return paragraphs_of(lines)


def no_text(origin: str) -> ArticleError:
    """What is raised of a page without words."""
    return ArticleError(origin, "no article text was found in it; save the page of a single article")
