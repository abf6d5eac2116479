"""XML files: RSS, Atom and RDF feeds and WordPress exports, each item an article; saved pages."""

from __future__ import annotations

import codecs
import html
import io
import re
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from lxml import etree

from corpus.address import canonical
from corpus.errors import ArticleError, SkippedError, SourceError
from corpus.readers.contents import UTF16_MARKS, decode, load
from corpus.readers.markup import elements, local_name, problem, refuse_entities, root_of
from corpus.readers.record import Records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from corpus.article import Article
    from corpus.errors import CorpusError

MAX_BYTES = 500_000_000
"""The most bytes an export may have; it is read an item at a time."""

_PEEK = 100_000
_TAIL = 2000
_AMPERSAND = re.compile(
    rb"(?P<cdata><!\[CDATA\[.*?\]\]>)|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)(?:(?P<name>[A-Za-z]\w{1,30});)?",
    re.DOTALL,
)
_MOST_DECODED = 50_000_000  # bytes of a document that is decoded as a whole
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_STATED_ENCODING = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"']")
_KNOWN_ENCODING = re.compile(
    r"utf-?(?:8|16(?:le|be)?)|(?:us-)?ascii|iso-8859-\d{1,2}|windows-125\d|koi8-[ru]|cp(?:1251|1252|866)",
    re.IGNORECASE,
)
_END = re.compile(rb"</\s*(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_FEEDS = ("rss", "feed", "rdf")
_ITEMS = ("item", "entry")
_CHANNEL = ("title", "language")
# What may hold the text, and what other elements are called in a record.
_TEXTS = frozenset({"full-text", "encoded", "content", "description", "summary"})
_NAMES = {
    "title": "title", "pubdate": "published", "published": "published", "issued": "published", "date": "date",
    "updated": "updated", "modified": "updated", "creator": "author", "language": "language",
}  # fmt: skip
_NO_POSTS = frozenset(
    {"attachment", "revision", "nav_menu_item", "custom_css", "customize_changeset", "oembed_cache"}
)
_PUBLISHED = frozenset({"", "publish", "inherit"})
_WORDPRESS = "wordpress.org/export/"
_EXCERPT = "/excerpt/"
_HEADER = re.compile(r"<header>.*?</header>", re.DOTALL | re.IGNORECASE)
_PERSON = re.compile(r"\S+@\S+\s*\((.+)\)")
_XML = "http://www.w3.org/XML/1998/namespace"


def read(path: Path, origin: str) -> Iterator[Article | CorpusError]:
    """Read the articles of a feed that was saved as a file, or of an export; nothing is fetched.

    The text is that which the file has: the longest of what stands for it.

    Raises:
        SourceError: If it is empty, no XML, declares entities, or holds no articles.
        OSError: If it cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(_PEEK)
    if not start.strip():
        raise SourceError(origin, "is empty")
    refuse_entities(start, origin)
    decoded = None if _is_as_it_says(start) else _in_utf8(load(path, origin, _MOST_DECODED), origin)
    kind = local_name(root_of((decoded or start).lstrip(), origin))
    if kind in _FEEDS:
        yield from _feed(SavedFeed(path, origin, decoded), origin)
    elif kind == "html":
        from corpus.readers.html import articles

        yield from articles(load(path, origin), origin)
    elif kind == "opml":
        yield SkippedError(origin, "is a list of feeds; name it itself as a source to have them read")
    elif kind in ("urlset", "sitemapindex"):
        yield SkippedError(origin, "is a sitemap; name its address as a source to have its pages read")
    else:
        yield SkippedError(origin, f"is XML of no kind that is read (its first element is {kind[:40]})")


def _is_as_it_says(start: bytes) -> bool:
    """Whether a document is in the encoding that it states, as far as its beginning shows."""
    if start.startswith(UTF16_MARKS):
        return True
    stated = _STATED_ENCODING.match(start)
    name = stated[1].decode("ascii") if stated else "utf-8"
    # Parsers know fewer names than Python does; what has a hyphen too many is none to them.
    if _KNOWN_ENCODING.fullmatch(name) is None:
        return False
    try:
        codecs.getincrementaldecoder(name)().decode(start)
    except (LookupError, UnicodeError):
        return False
    return True


def _in_utf8(data: bytes, origin: str) -> bytes:
    """A document that is in another encoding than it states, in UTF-8.

    Raises:
        SourceError: It is in none that gives a plausible text.
    """
    return _DECLARATION.sub("", decode(data, origin), count=1).encode()


def _feed(feed: SavedFeed, origin: str) -> Iterator[Article | CorpusError]:
    try:
        yield from feed.articles(recover=False)
    except etree.XMLSyntaxError as error:
        if not feed.number and not feed.has_end():
            raise feed.error(error) from error
        if not feed.has_end():
            yield feed.error(error)
        else:
            feed.mend()
            yield from feed.articles(recover=True)
            if not feed.number:
                raise feed.error(error) from error
    yield from feed.left_out()


class SavedFeed:
    """A feed or an export in a file, read an item at a time.

    Args:
        path: The file.
        origin: What it is called in ids and reports.
        decoded: What it holds, where that is not to be read from the file.

    Attributes:
        number: How many items have been met.
    """

    def __init__(self, path: Path, origin: str, decoded: bytes | None = None) -> None:
        self._path = path
        self._decoded = decoded
        self._origin = origin
        self._records = Records(origin, place="item")
        self._common: dict[str, object] = {}
        self._left: Counter[str] = Counter()
        self.number = 0

    def articles(self, *, recover: bool) -> Iterator[Article | CorpusError]:
        """The articles of the items that have not been met yet.

        Raises:
            etree.XMLSyntaxError: Where the document is broken, unless what is broken is passed over.
        """
        passed = self.number
        with self._opened() as file:
            _skip_space(file)
            for element in elements(file, _ITEMS, _CHANNEL, recover=recover):
                if local_name(element) not in _ITEMS:
                    self._note(element)
                elif passed:
                    passed -= 1
                else:
                    self.number += 1
                    yield from self._article(element)

    def _opened(self) -> BinaryIO:
        return self._path.open("rb") if self._decoded is None else io.BytesIO(self._decoded)

    def mend(self) -> None:
        """Write ampersands as XML has them, and HTML's names of letters as the letters."""
        with self._opened() as file:
            self._decoded = _AMPERSAND.sub(_mended, file.read(_MOST_DECODED))

    def has_end(self) -> bool:
        """Whether the feed is there to its end."""
        with self._path.open("rb") as file:
            file.seek(max(0, self._path.stat().st_size - _TAIL))
            return _END.search(file.read()) is not None

    def error(self, error: etree.XMLSyntaxError) -> SourceError:
        """Why no more of it can be read."""
        if self.number:
            reason = "breaks off in the middle; what was whole of it is taken"
        else:
            reason = f"is not XML ({problem(error)}); save it anew"
        return SourceError(self._origin, reason)

    def left_out(self) -> Iterator[CorpusError]:
        """What was left out, counted."""
        if self._left:
            kinds = ", ".join(sorted(self._left))
            counted = f"{self._left.total():,} of its {self.number:,} items are no published posts ({kinds})"
            yield SkippedError(self._origin, f"{counted} and are left out")
        elif not self.number:
            yield SourceError(self._origin, "lists no articles")

    def _note(self, element: etree._Element) -> None:
        """What the feed says of all its items; what holds half of a character says nothing."""
        with suppress(UnicodeError):
            self._note_said(element)

    def _note_said(self, element: etree._Element) -> None:
        parent = element.getparent()
        if parent is not None and local_name(parent) in ("channel", "feed"):
            if local_name(element) == "title":
                self._common.setdefault("source", element.text)
            else:
                self._common["language"] = element.text
            if attribute := parent.get(f"{{{_XML}}}lang"):
                self._common.setdefault("language", attribute)

    def _article(self, element: etree._Element) -> Iterator[Article | CorpusError]:
        unfit = _unfit(element)
        if unfit:
            self._left[unfit] += 1
        else:
            try:
                fields = _fields(element)
            except UnicodeError:  # half of a character, which XML cannot hold and its parser lets pass
                yield ArticleError(
                    f"{self._origin}#{self.number}", "holds what is no character; save it anew"
                )
                return
            yield from self._records.take({**self._common, **fields}, self.number)


def _mended(found: re.Match[bytes]) -> bytes:
    if found["cdata"]:
        return found[0]
    if not found["name"]:
        return b"&amp;"
    letter = html.unescape(f"&{found['name'].decode('ascii')};")
    return (
        "".join(f"&#{ord(char)};" for char in letter).encode()
        if len(letter) <= 2
        else b"&amp;" + found[0][1:]
    )


def _skip_space(file: BinaryIO) -> None:
    """Go to where the document begins: parsers stop at white space before it."""
    start = file.read(_PEEK)
    file.seek(len(start) - len(start.lstrip(b" \t\r\n")))


def _fields(item: etree._Element) -> dict[str, object]:
    """What an item says of its article, by names of a record."""
    fields: dict[str, object] = {}
    texts = [""]
    for child in item:
        name = local_name(child)
        if name in _TEXTS and _EXCERPT not in str(child.tag):
            texts.append(_HEADER.sub("", _markup(child)))
        elif name in _NAMES:
            fields.setdefault(_NAMES[name], _markup(child) if name == "title" else child.text)
        elif name == "author":
            fields.setdefault("author", _person(child))
    url = _address(item)
    return {**fields, "text": max(texts, key=len), "url": url, "id": None if url else _id(item)}


def _markup(element: etree._Element) -> str:
    """What an element holds: its text, or the elements in it as they are written."""
    inner = (etree.tostring(child, encoding="unicode") for child in element)
    return (element.text or "") + "".join(inner)


def _person(element: etree._Element) -> str | None:
    named = element.find("{*}name")
    text = ((named if named is not None else element).text or "").strip()
    with_mail = _PERSON.fullmatch(text)
    return with_mail[1] if with_mail else text or None


def _address(item: etree._Element) -> str | None:
    """The address of the article's page."""
    stated = [child for child in item if local_name(child) == "link"]
    found = [
        child.get("href") or child.text for child in stated if child.get("rel", "alternate") == "alternate"
    ]
    if not any(found):
        found = [
            child.text
            for child in item
            if local_name(child) == "guid" and child.get("isPermaLink") != "false"
        ]
    return next((address for text in found if text and (address := canonical(text))), None)


def _id(item: etree._Element) -> str | None:
    return next((child.text for child in item if local_name(child) in ("guid", "id") and child.text), None)


def _unfit(item: etree._Element) -> str:
    """Why an item of a WordPress export is no article: what it is, or what state it is in; empty where it is one."""
    said = {local_name(child): (child.text or "").strip() for child in item if _WORDPRESS in str(child.tag)}
    kind, state = said.get("post_type", ""), said.get("status", "")
    if kind in _NO_POSTS or kind.startswith(("wp_", "nav_menu")):
        return kind
    return "" if state in _PUBLISHED else state
