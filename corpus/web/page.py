"""Pages of the web, one article each."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus.address import canonical, is_front_page
from corpus.article import Article
from corpus.errors import ArticleError, CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.web.fetched import Fetched
    from corpus.web.fetcher import Fetcher

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|p|div|h1|article|main)\b", re.IGNORECASE)
_PEEK = 4096


@dataclass(frozen=True, slots=True)
class PageItem:
    """A page known by its address, such as a line of a sitemap.

    Attributes:
        address: Where it is fetched.
        fingerprint: What the list it stands on says of its latest change.
        known: Fields of the record that the list states.
    """

    address: str
    fingerprint: str
    fetcher: Fetcher = field(repr=False, compare=False)
    known: Mapping[str, object] = field(default_factory=dict, compare=False)

    @property
    def origin(self) -> str:
        """Its address, without tracking parameters."""
        return canonical(self.address) or self.address

    def read(self) -> Iterator[Article | CorpusError]:
        """Fetch the page and read it."""
        try:
            yield from page_articles(self.fetcher.fetch(self.address), self.origin, self.known)
        except CorpusError as error:
            yield error


@dataclass(frozen=True, slots=True)
class FetchedItem:
    """A page that is a source by itself: it had to be fetched to see whether it has changed."""

    origin: str
    found: Fetched = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """A hash of all that it holds."""
        return hashlib.sha256(self.found.body).hexdigest()

    def read(self) -> Iterator[Article | CorpusError]:
        """Read it."""
        try:
            yield from page_articles(self.found, self.origin)
        except CorpusError as error:
            yield error


def page_articles(
    found: Fetched, origin: str, known: Mapping[str, object] | None = None
) -> Iterator[Article | CorpusError]:
    """Make the article of what an address holds: a web page, a PDF or plain text; of a live blog, those of its entries.

    Args:
        found: What was fetched.
        origin: What it is called in reports.
        known: Fields of the record that are known from elsewhere; they stand where the page says nothing.

    Raises:
        CorpusError: If it is something else, or holds no article.
    """
    if found.asked is not None and is_front_page(found.address) and not is_front_page(found.asked):
        raise ArticleError(origin, "leads to the front page of its site, as do addresses of what is gone")
    for article in _articles(found, origin, known):
        if found.moved_from and isinstance(article, Article):
            yield replace(article, formerly=_formerly(article, found.moved_from))
        else:
            yield article


def _formerly(article: Article, moved_from: tuple[str, ...]) -> tuple[str, ...]:
    """The addresses that an article had before its page moved."""
    _, mark, part = article.id.partition("#")
    return tuple(f"{address}{mark}{part}" for address in moved_from)


def _articles(
    found: Fetched, origin: str, known: Mapping[str, object] | None
) -> Iterator[Article | CorpusError]:
    start = found.body[:_PEEK].lstrip()
    address = canonical(found.address)
    if start.startswith(b"%PDF-"):
        from corpus.readers import pdf

        yield pdf.article(found.body, origin, {"url": address, **_given(known)})
    elif found.media_type in ("text/html", "application/xhtml+xml") or _HTML.search(start):
        from corpus.readers import html

        yield from html.articles(
            found.body, origin, address=found.address, charset=found.charset, known=known, at=found.at
        )
    elif found.media_type == "text/plain":
        from corpus.readers.contents import decode
        from corpus.readers.record import Record

        text = decode(found.body, origin)
        yield Record({"url": address, **_given(known), "text": text}, path=origin).article()
    else:
        kind = found.media_type or "of no kind that its server names"
        raise ArticleError(origin, f"is {kind}, and no page; presscite reads web pages, PDF and plain text")


def _given(known: Mapping[str, object] | None) -> dict[str, object]:
    return {name: value for name, value in (known or {}).items() if value}
