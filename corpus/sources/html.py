"""HTML: one saved page a file."""

from __future__ import annotations

import codecs
import logging
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import trafilatura
from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from corpus.clean import clean
from corpus.errors import ArticleError, SourceError
from corpus.sources.contents import decode, load
from corpus.sources.page_date import published_on_page, updated_on_page
from corpus.sources.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

    from corpus.article import Article
    from corpus.errors import CorpusError

# What trafilatura notes on its way is told by our own errors; it must not reach the terminal unasked.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_XML_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_]\w+)?", re.IGNORECASE)
_UNSEEN = "//script | //style | //noscript | //template | //head | //comment()"
_BLOCKS = frozenset(
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


def read(path: Path, origin: str) -> Iterator[Article | CorpusError]:
    """Read a saved web page.

    The text is the main text of the page, without menus and the like; where none stands out, it is all that
    can be seen.  Title, address and outlet are what the page says of itself; so is the date, which is never
    guessed from addresses or from dates in the text.

    Raises:
        CorpusError: If there is no article text in it.
        OSError: If it cannot be read.
    """
    page = _parsed(_markup(load(path, origin), origin), origin)
    fields: dict[str, object] = dict(_facts(page, origin))
    fields["text"] = _article_text(page, origin, str(fields.get("title") or ""))
    yield Record(fields, path=origin).article()


def _markup(data: bytes, origin: str) -> str:
    """Decode by what the page declares, as browsers do, but never by a guess."""
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    name = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
    if name.startswith(("utf", "unicode")) or data.startswith((codecs.BOM_UTF8, *_utf16_marks())):
        return decode(data, origin)
    # Pages that declare Latin-1 mean its Windows variant.
    name = "cp1252" if name in ("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii") else name
    try:
        return data.decode(name)
    except LookupError:
        return decode(data, origin)
    except UnicodeDecodeError as error:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            reason = f"is not the {name} text it says it is (at offset {error.start}); save it as UTF-8"
            raise SourceError(origin, reason) from error


def _utf16_marks() -> tuple[bytes, bytes]:
    return codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE


def _parsed(markup: str, origin: str) -> HtmlElement:
    markup = _XML_DECLARATION.sub("", markup, count=1).replace("\0", "")
    try:
        return document_fromstring(markup, parser=HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.LxmlError, ValueError) as error:
        raise _no_text(origin) from error


def _facts(page: HtmlElement, origin: str) -> Iterator[tuple[str, str | None]]:
    """What the page says of itself."""
    try:
        said = trafilatura.extract_metadata(
            page, date_config={"extensive_search": False, "original_date": True}
        )
    except Exception as error:
        raise ArticleError(origin, f"its head cannot be read ({type(error).__name__})") from error
    url = said.url or ""
    yield "title", said.title
    yield "source", said.sitename
    yield "author", said.author
    # The front page's address, which some systems write into every page, is nobody's own.
    yield "url", url if url.startswith(("http://", "https://")) and urlsplit(url).path.strip("/") else None
    for name, moment in (("published", published_on_page(page)), ("updated", updated_on_page(page))):
        yield name, moment.isoformat() if moment else None
    language = _LANGUAGE.fullmatch((page.get("lang") or "").strip())
    yield "language", language[1].lower() if language else None


def _article_text(page: HtmlElement, origin: str, title: str) -> str:
    try:
        found = trafilatura.bare_extraction(page, include_comments=False)
    except Exception:  # noqa: BLE001 - as above; the page can still be read as a whole
        found = None
    text = found.text if found is not None and not isinstance(found, dict) else None
    paragraphs = clean(text or _visible(page)).split("\n")
    if len(paragraphs) > 1 and paragraphs[0] == " ".join(clean(title).split()):
        paragraphs = paragraphs[1:]
    text = "\n\n".join(line for line in paragraphs if line)
    if not text:
        raise _no_text(origin)
    return text


def _visible(page: HtmlElement) -> str:
    """All words of the page that a browser would show, one block a line."""
    for element in page.xpath(_UNSEEN):
        element.drop_tree()
    lines: list[str] = []
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if element.tag in _BLOCKS:
            lines.append("\n")
        words = element.text if event == "start" else element.tail
        lines.append(" ".join((words or "").split("\n")))
    return "".join(lines)


def _no_text(origin: str) -> ArticleError:
    return ArticleError(origin, "no article text was found in it; save the page of a single article")
