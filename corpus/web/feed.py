"""RSS and Atom feeds: the articles they list, with the full text from the feed or from their pages."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from xml.sax import SAXParseException

from corpus.article import Article
from corpus.errors import ArticleError, CorpusError, FetchError, SkippedError, SourceError
from corpus.readers.contents import MAX_BYTES, too_long
from corpus.readers.date import day_comes_first
from corpus.readers.declared import is_flawed_utf8, rather, shows_encoding, usable
from corpus.readers.record import Record
from corpus.web.feed_entry import FeedEntry, date_as_written, parts_of_pages
from corpus.web.page import page_articles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.web.fetched import Fetched
    from corpus.web.fetcher import Fetcher

_PARAGRAPH = 160  # characters from which a teaser is worth reading by itself, while its page may come
_SENTENCES = 60  # the same where the page holds no article, and will not
_LEAST_WORDS = 6  # words of a title and a teaser, of which its page must have one

_SENTENCE_END = re.compile(r"[.!?؟۔][\"'”’»)\]]*$")
_WORD = re.compile(r"[^\W\d_]{5,}")
_DECLARED = re.compile(rb"^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*[\"']([\w.:-]+)[\"']", re.IGNORECASE)
_END_OF_FEED = re.compile(rb"</\s*(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_LISTED = 2_000  # entries; feeds have tens


def feed_items(found: Fetched, origin: str, fetcher: Fetcher) -> Iterator[FeedItem | CorpusError]:
    """List the articles of a feed.

    Args:
        found: The feed.
        origin: Its address, for ids and reports.
        fetcher: Fetches the pages of articles that the feed has only teasers of.

    Raises:
        SourceError: If it is no feed.
    """
    feed, broken = _parsed(found, origin)
    entries = list(feed.entries)
    if broken and entries:
        # Of the last one nobody knows how much is missing.
        entries.pop()
        yield SourceError(
            origin, "breaks off in the middle; what was whole of it is taken, the rest next time"
        )
    if len(entries) > _LISTED:
        yield SkippedError(
            origin, f"lists {len(entries):,} articles, of which the first {_LISTED:,} are read"
        )
    listed: set[str] = set()
    day_first = day_comes_first(date_as_written(entry, "published") for entry in entries)
    entries = entries[:_LISTED]
    for entry, part in zip(entries, parts_of_pages(entries, origin), strict=True):
        item = FeedItem(
            FeedEntry(entry, feed.feed, origin, part=part, day_first=day_first, at=found.at), fetcher
        )
        if item.origin not in listed:
            listed.add(item.origin)
            yield item


def _parsed(found: Fetched, origin: str) -> tuple[Any, bool]:
    """The feed, and whether its end is missing."""
    import feedparser

    if len(found.body) > MAX_BYTES:
        raise too_long(origin, len(found.body))
    found = _well_encoded(found, origin)
    stated = found.media_type + (f"; charset={found.charset}" if found.charset else "")
    dated_by_item = b"<dc:date" in found.body and not re.search(rb"<\w+:updated", found.body)
    headers = {"content-type": stated or "application/xml", "content-location": found.address}
    try:
        # As a stream: a string could be taken for an address or a path and opened.
        feed = feedparser.parse(io.BytesIO(found.body), response_headers=headers)
    except Exception as error:
        raise SourceError(origin, f"is a feed that cannot be read ({type(error).__name__})") from error
    problem = feed.get("bozo_exception")
    if not feed.entries and (problem is not None or not feed.get("version")):
        detail = (
            f" ({problem.getMessage()}, line {problem.getLineNumber()})"
            if isinstance(problem, SAXParseException)
            else ""
        )
        raise SourceError(origin, f"is neither an RSS nor an Atom feed{detail}; check the address")
    # In RSS dc:date is the date of the item, which feedparser files as that of an update.
    feed.feed["dated_by_item"] = dated_by_item and str(feed.get("version")).startswith("rss")
    broken = isinstance(problem, SAXParseException) and not _END_OF_FEED.search(found.body[-2000:])
    return feed, broken


def _well_encoded(found: Fetched, origin: str) -> Fetched:
    """The feed in UTF-8, where its bytes are not in the encoding that it or its server names.

    Raises:
        SourceError: No encoding is named that can be used, and none can be told.
    """
    declared = _DECLARED.match(found.body[:200])
    named = declared[2].decode("ascii") if declared else None
    stated = usable(found.charset, found.body) or usable(named, found.body)
    codec = rather(found.body, stated)
    if codec is None and stated is None:
        if not shows_encoding(found.body):
            raise SourceError(origin, f"is in an encoding that cannot be told (it names {named or 'none'})")
        codec = "utf-8" if is_flawed_utf8(found.body) else None
    if codec is None:
        return found
    body = found.body.decode(codec, "replace").encode()
    return replace(found, body=_DECLARED.sub(rb'\1 encoding="utf-8"', body), charset="utf-8")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An entry of a feed."""

    entry: FeedEntry
    fetcher: Fetcher = field(repr=False, compare=False)

    @property
    def origin(self) -> str:
        """The address of the article, else that of the feed and the entry's own id."""
        return self.entry.origin

    @property
    def fingerprint(self) -> str:
        """A hash of all that the feed says of the article: while that is the same, its page is not fetched."""
        return self.entry.fingerprint

    def read(self) -> Iterator[Article | CorpusError]:
        """Take the text in the feed where it is all of it, else that of the page.

        Where the page cannot be had, the feed's teaser is taken if it is a paragraph that can stand by itself,
        and the reason is reported all the same; an article that was read in full earlier is left as it is.
        """
        entry = self.entry
        if entry.full or entry.link is None:
            yield from self._from_feed()
            return
        known = self.fetcher.knows(entry.link)
        try:
            found = list(page_articles(self.fetcher.fetch(entry.link), entry.origin, entry.fields))
            text = "\n".join(article.text for article in found if isinstance(article, Article))
            self._check(text)
        except CorpusError as error:
            yield from self._instead(error, known=known)
            return
        if len(text) < len(entry.teaser):
            # A notice that none of the languages has words for.
            yield from _one(entry.fields, entry.teaser, entry.origin)
        else:
            yield from found

    def _from_feed(self) -> Iterator[Article | CorpusError]:
        entry = self.entry
        if entry.is_part and not entry.teaser:
            yield SkippedError(
                entry.origin, "shares its page with other items, and the feed has no text of it"
            )
        else:
            yield from _one(entry.fields, entry.teaser, entry.origin)

    def _check(self, text: str) -> None:
        """Refuse a page that has not one word of what the feed tells of the article: it is another page.

        Raises:
            ArticleError: If it is.
        """
        words = set(_WORD.findall(f"{self.entry.fields['title']} {self.entry.teaser}".lower()))
        if len(words) >= _LEAST_WORDS and words.isdisjoint(_WORD.findall(text.lower())):
            raise ArticleError(
                self.entry.origin, "has a page that holds nothing of what the feed tells of it"
            )

    def _instead(self, error: CorpusError, *, known: bool) -> Iterator[Article | CorpusError]:
        entry = self.entry
        temporary = isinstance(error, FetchError) and error.temporary
        least = _SENTENCES if isinstance(error, ArticleError) else _PARAGRAPH
        readable = len(entry.teaser) >= least and _SENTENCE_END.search(entry.teaser[-20:])
        if not readable or known:
            yield error
            return
        yield from _one(entry.fields, entry.teaser, entry.origin)
        reason = f"{error.reason}; the paragraph in the feed was taken instead"
        # What will not change is no failure: it would be named, and the page asked for, at every refresh.
        yield (
            FetchError(error.origin, reason, temporary=True)
            if temporary
            else SkippedError(error.origin, reason)
        )


def _one(fields: Mapping[str, object], text: str, origin: str) -> Iterator[Article | CorpusError]:
    try:
        if not text:
            raise ArticleError(origin, "has neither a text in the feed nor a page to read it from")
        yield Record({**fields, "text": text}, path=origin).article()
    except CorpusError as error:
        yield error
