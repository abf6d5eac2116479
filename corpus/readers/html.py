"""HTML: web pages, saved or fetched."""

from __future__ import annotations

import codecs
import logging
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import trafilatura

from corpus.clean import clean
from corpus.errors import ArticleError, CorpusError, SourceError
from corpus.readers.contents import MAX_BYTES, UTF16_MARKS, decode, load, too_long
from corpus.readers.declared import rather, usable
from corpus.readers.html_tree import no_text, paragraphs_of, parsed
from corpus.readers.inline_markup import keep_meaning
from corpus.readers.live_articles import beside_entries, entry_articles
from corpus.readers.live_blog import take_entries
from corpus.readers.main_text import main_paragraphs, without_headline
from corpus.readers.page_address import address_on_page
from corpus.readers.page_date import published_on_page, updated_on_page
from corpus.readers.record import Record
from corpus.readers.telegram_page import is_export_page, posts
from corpus.readers.wall import without_wall

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml.html import HtmlElement

    from corpus.article import Article

# What trafilatura notes on its way is told by our own errors; it must not reach the terminal unasked.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_BEST_KNOWN_OUTSIDE = ("title", "published")
_MINUTE = timedelta(minutes=1)
_LATIN_1 = frozenset(
    {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "ascii", "us-ascii", "windows-1252", "cp1252"}
)
_NO_ENCODINGS = frozenset(
    {"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"}
)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_]\w+)?", re.IGNORECASE)


def read(path: Path, origin: str) -> Iterator[Article | CorpusError]:
    """Read a saved web page.

    Raises:
        CorpusError: If there is no article text in it.
        OSError: If it cannot be read.
    """
    data = load(path, origin)
    if is_export_page(data):
        yield from posts(tree_of(data, origin), origin)
    else:
        yield from articles(data, origin)


def articles(
    data: bytes,
    origin: str,
    *,
    address: str | None = None,
    charset: str | None = None,
    known: Mapping[str, object] | None = None,
    at: datetime | None = None,
) -> Iterator[Article | CorpusError]:
    """Make the article of a web page; of a live blog, one of each entry, and one of what stands beside them.

    The text is the main text of the page, without menus and the like; where none stands out, it is all that
    can be seen.  Title, address and outlet are what the page says of itself; so is the date, which is never
    guessed from addresses or from dates in the text.

    Args:
        data: The page.
        origin: What it is called in ids and reports.
        address: Where it was fetched; `None` for a saved page.
        charset: The encoding that its server stated.
        known: Fields of the record that the feed or sitemap states which led here.  Its title and date of
            publication come before the page's, as they are about this one article; the rest fills gaps.
        at: When it was fetched, from which "2 hours ago" is told.

    Raises:
        CorpusError: If there is no article text in it.
    """
    if len(data) > MAX_BYTES:
        raise too_long(origin, len(data))
    if not data.strip():
        raise SourceError(origin, "is empty")
    page = tree_of(data, origin, charset)
    keep_meaning(page)
    given = {name: value for name, value in (known or {}).items() if value}
    facts = {name: fact for name, fact in _facts(page, origin, address) if fact}
    own = facts.get("url")
    dates = {"published": published_on_page(page, own, at), "updated": updated_on_page(page, own, at)}
    outside = {name: given[name] for name in _BEST_KNOWN_OUTSIDE if name in given}
    if _is_in_utc(outside.get("published"), dates["published"]):
        del outside["published"]  # the page has the zone of its outlet
    stated = {name: moment for name, moment in dates.items() if moment}
    fields: dict[str, object] = {**given, **facts, **stated, **outside}
    titles = {" ".join(clean(str(said.get("title") or "")).split()) for said in (given, facts)}
    entries = entry_articles(take_entries(page, own), fields, origin)
    paragraphs = without_headline(_paragraphs(page, origin), titles)
    if entries:
        paragraphs = beside_entries(paragraphs, entries)
    text = paragraphs_of(paragraphs)
    if text:
        yield Record({**fields, "text": text}, path=origin).article()
    elif not entries:
        raise no_text(origin)
    yield from entries


def tree_of(data: bytes, origin: str, charset: str | None = None) -> HtmlElement:
    """The tree of a page.

    Args:
        data: The page.
        origin: What it is called in reports.
        charset: The encoding that its server stated.

    Raises:
        CorpusError: If it cannot be decoded, or has nothing to read.
    """
    return parsed(_markup(data, origin, charset), origin)


def _markup(data: bytes, origin: str, charset: str | None) -> str:
    """Decode by what is declared, unless that is clearly wrong."""
    try:
        text = _as_declared(data, origin, charset)
    except SourceError:
        found = rather(data, None)
        if found is None:
            raise
        return data.decode(found, "replace")
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    names = (charset, declared[1].decode("ascii", "replace") if declared else None)
    stated = next((name for name in names if name and _is_encoding(name) and usable(name, data)), None)
    found = rather(data, stated)
    return text if found is None else data.decode(found, "replace")


def _as_declared(data: bytes, origin: str, charset: str | None) -> str:
    """Decode by what is declared, as browsers do, but never by a guess.

    A byte order mark comes first, then what the server states, then what the page says of itself.  A server
    that states Latin-1 mostly does so for all it has, so there the page is asked first, and bytes that are
    whole UTF-8 are taken as such.
    """
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    by_page = declared[1].decode("ascii", "replace").lower() if declared else None
    by_server = (charset or "").lower() or None
    names = [by_page, "utf-8", by_server] if by_server in _LATIN_1 else [by_server, by_page]
    stated = next((name for name in names if name and _is_encoding(name)), "utf-8")
    if data.startswith((codecs.BOM_UTF8, *UTF16_MARKS)):
        stated = "utf-8"
    for name in dict.fromkeys([stated, *(name for name in names if name and _is_encoding(name)), "utf-8"]):
        # Pages that declare Latin-1 mean its Windows variant.
        codec = "cp1252" if name in _LATIN_1 else name
        try:
            if codec.startswith(("utf", "unicode")):
                return decode(data, origin, older=False)
            return data.decode(codec)
        except (LookupError, UnicodeError, SourceError):
            continue
    if stated.startswith(("utf", "unicode")):
        return decode(data, origin, older=False)
    raise SourceError(origin, f"is not the {stated} text it says it is; save it as UTF-8")


def _is_encoding(name: str) -> bool:
    """Whether Python knows it and browsers do: punycode and the like are no encodings of pages."""
    try:
        "".encode(name)
        return codecs.lookup(name).name not in _NO_ENCODINGS
    except (LookupError, ValueError):
        return False


def _facts(page: HtmlElement, origin: str, address: str | None) -> Iterator[tuple[str, str | None]]:
    """What the page says of itself, but for its dates."""
    try:
        said = trafilatura.extract_metadata(
            page, date_config={"extensive_search": False, "original_date": True}
        )
    except Exception as error:
        raise ArticleError(origin, f"its head cannot be read ({type(error).__name__})") from error
    yield "title", said.title
    yield "source", said.sitename
    yield "author", said.author
    yield "url", address_on_page(page, address)
    language = _LANGUAGE.fullmatch((page.get("lang") or "").strip())
    yield "language", language[1].lower() if language else None


def _is_in_utc(one: object, other: object) -> bool:
    """Whether a date is the same moment as another, in UTC."""
    if not isinstance(one, datetime) or not isinstance(other, datetime):
        return False
    return not one.utcoffset() and abs(one - other) < _MINUTE


def _paragraphs(page: HtmlElement, origin: str) -> list[str]:
    """The main text; lines that a page breaks within a paragraph stay lines of one paragraph.

    Raises:
        ArticleError: If something stands in the way of it.
    """
    paragraphs, wall = without_wall(main_paragraphs(page))
    if wall is not None:
        raise ArticleError(origin, f"shows {wall} instead of an article")
    return paragraphs
