"""Sitemaps: the pages of a site, listed for programs."""

from __future__ import annotations

import re
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from corpus.address import canonical, normal
from corpus.errors import CorpusError, SkippedError, SourceError
from corpus.readers.date import read_date
from corpus.web.page import PageItem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from corpus.web.fetched import Fetched
    from corpus.web.fetcher import Fetcher

_GZIP = b"\x1f\x8b"
_MOST_SITEMAPS = 100  # read for one index
_DEEPEST = 3  # indexes of indexes
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)


class _Listed(NamedTuple):
    """A page or another sitemap, as a sitemap lists it."""

    address: str
    stated: str  # the latest change, to the letter
    changed: datetime | None
    known: Mapping[str, object]


def sitemap_items(found: Fetched, origin: str, fetcher: Fetcher) -> Iterator[PageItem | CorpusError]:
    """List the pages of a sitemap, or of all the sitemaps that an index names.

    Pages come newest first by their last change; of more than `fetcher.max_pages` the oldest are left out and
    that is said.  A page without a date of change is read once and then taken to stay as it is: name the page
    itself to have it looked at every time.

    Args:
        found: The sitemap or the index, gzipped or not.
        origin: Its address, for reports.
        fetcher: Fetches the pages, and the sitemaps of an index.

    Raises:
        SourceError: If it is no sitemap.
    """
    walk = _Walk(fetcher)
    walk.read(found, origin, depth=1)
    yield from walk.errors
    pages = sorted(walk.pages.values(), key=lambda page: page.changed or _BEFORE_ALL, reverse=True)
    wanted = [page for page in pages if _is_since(page, fetcher.since)]
    if len(wanted) < len(pages):
        older = len(pages) - len(wanted)
        listed = f"{older:,} page that was" if older == 1 else f"{older:,} pages that were"
        reason = f"lists {listed} last changed before {fetcher.since}"
        yield SkippedError(origin, f"{reason}, from which on PRESSCITE_FETCH_SINCE has pages read")
    pages = wanted
    if len(pages) > fetcher.max_pages:
        reason = f"lists {len(pages):,} pages, of which the {fetcher.max_pages:,} newest are read"
        yield SkippedError(origin, f"{reason}; PRESSCITE_FETCH_MAX_PAGES allows more")
    for page in pages[: fetcher.max_pages]:
        yield PageItem(page.address, page.stated or "no date of change", fetcher, page.known)


def _is_since(page: _Listed, since: date | None) -> bool:
    return since is None or page.changed is None or page.changed.date() >= since


def gunzipped(body: bytes, most: int, origin: str) -> bytes:
    """The body, unpacked where it is gzipped.

    Raises:
        SourceError: If it is damaged or longer than `most` when unpacked.
    """
    if not body.startswith(_GZIP):
        return body
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacker.decompress(body, most + 1)
    except zlib.error as error:
        raise SourceError(origin, "is gzipped and damaged") from error
    if len(unpacked) > most:
        raise SourceError(origin, f"is longer than {most:,} bytes when unpacked")
    if not unpacker.eof:
        raise SourceError(origin, "is gzipped and breaks off in the middle")
    return unpacked


class _Walk:
    """The way through a sitemap and those it names."""

    def __init__(self, fetcher: Fetcher) -> None:
        self.pages: dict[str, _Listed] = {}
        self.errors: list[CorpusError] = []
        self._fetcher = fetcher
        self._seen: set[str] = set()

    def read(self, found: Fetched, origin: str, *, depth: int) -> None:
        """Take what one sitemap lists."""
        self._seen.add(origin)
        root = _root(gunzipped(found.body, self._fetcher.max_bytes, origin), origin)
        if etree.QName(root).localname == "urlset":
            for page in _listed(root, "url"):
                self.pages.setdefault(canonical(page.address) or page.address, page)
            return
        inner = sorted(_listed(root, "sitemap"), key=lambda one: one.changed or _BEFORE_ALL, reverse=True)
        for one in inner:
            if len(self.pages) >= self._fetcher.max_pages:
                left = sum(other.address not in self._seen for other in inner)
                self.errors.append(
                    SkippedError(origin, f"names {left:,} more sitemaps, whose pages are older")
                )
                return
            self._read_inner(one.address, origin, depth)

    def _read_inner(self, address: str, origin: str, depth: int) -> None:
        if address in self._seen:
            return
        if len(self._seen) > _MOST_SITEMAPS or depth >= _DEEPEST:
            self._seen.add(address)
            self.errors.append(SkippedError(address, "is left out: there are too many sitemaps, or too deep"))
            return
        self._seen.add(address)
        try:
            self.read(self._fetcher.fetch(address), address, depth=depth + 1)
        except CorpusError as error:
            self.errors.append(SourceError(error.origin, f"{error.reason} (named by {origin})"))


def _root(body: bytes, origin: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False)
    try:
        root = etree.fromstring(body.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        problem = str(error).partition("\n")[0][:200]
        raise SourceError(origin, f"is a sitemap that is not XML ({problem})") from error
    if not isinstance(root.tag, str) or etree.QName(root).localname not in ("urlset", "sitemapindex"):
        raise SourceError(origin, "is no sitemap; check the address")
    return root


def _listed(root: etree._Element, tag: str) -> Iterator[_Listed]:
    for element in root.iterchildren(f"{{*}}{tag}"):
        address = normal(_value(element, "loc"))
        if address is None:
            continue
        published = _value(element, "news/publication_date")
        stated = _value(element, "lastmod") or published
        known: dict[str, object] = {
            "title": _value(element, "news/title"),
            "source": _value(element, "news/publication/name"),
            "language": _value(element, "news/publication/language"),
            "published": _moment(published),
        }
        if not _LANGUAGE.fullmatch(str(known["language"])):
            del known["language"]
        yield _Listed(address, stated, _moment(stated), {name: fact for name, fact in known.items() if fact})


def _value(element: etree._Element, path: str) -> str:
    """The text at a path of tag names in whatever namespace."""
    found = element.find("/".join(f"{{*}}{name}" for name in path.split("/")))
    return (found.text or "").strip() if found is not None else ""


def _moment(stated: str) -> datetime | None:
    try:
        return read_date(stated)
    except ValueError:
        return None
