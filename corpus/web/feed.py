"""RSS and Atom feeds: the articles they list, with the full text from the feed or from their pages."""

from __future__ import annotations

import calendar
import hashlib
import io
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from xml.sax import SAXParseException

from corpus.address import canonical, is_front_page, normal
from corpus.clean import clean
from corpus.errors import ArticleError, CorpusError, FetchError, SkippedError, SourceError
from corpus.readers.contents import MAX_BYTES, too_long
from corpus.readers.date import read_date
from corpus.readers.record import Record
from corpus.web import teaser
from corpus.web.page import page_article

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.article import Article
    from corpus.web.fetched import Fetched
    from corpus.web.fetcher import Fetcher

_FULL_CONTENT = 600  # characters of a field meant for the whole text; below, it is taken for a teaser
_FULL_SUMMARY = 1500  # characters of a field meant for a summary, above which it can only be the whole text
_PARAGRAPH = 160  # characters from which a teaser is worth reading by itself

_SENTENCE_END = re.compile(r"[.!?؟۔][\"'”’»)\]]*$")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)
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
    for entry in entries[:_LISTED]:
        item = FeedItem(_Entry(entry, feed.feed, origin), fetcher)
        if item.origin not in listed:
            listed.add(item.origin)
            yield item


def _parsed(found: Fetched, origin: str) -> tuple[Any, bool]:
    """The feed, and whether its end is missing."""
    import feedparser

    if len(found.body) > MAX_BYTES:
        raise too_long(origin, len(found.body))
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


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An entry of a feed."""

    entry: _Entry
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
            yield from _one(entry.fields, entry.teaser, entry.origin)
            return
        try:
            article = page_article(self.fetcher.fetch(entry.link), entry.origin, entry.fields)
        except CorpusError as error:
            yield from self._instead(error)
            return
        if len(article.text) < len(entry.teaser):
            # A notice about cookies, or that the page needs a script.
            yield from _one(entry.fields, entry.teaser, entry.origin)
        else:
            yield article

    def _instead(self, error: CorpusError) -> Iterator[Article | CorpusError]:
        entry = self.entry
        temporary = isinstance(error, FetchError) and error.temporary
        readable = len(entry.teaser) >= _PARAGRAPH and _SENTENCE_END.search(entry.teaser[-20:])
        if not readable or (entry.link and self.fetcher.knows(entry.link)):
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


class _Entry:
    """What a feed says of one article, checked."""

    def __init__(self, entry: Any, feed: Any, address: str) -> None:
        self._entry = entry
        self.link = _link(entry, address)
        facts = _facts(entry, feed)
        own_id = str(entry.get("id") or "")
        stated = (own_id, self.link, *facts.values(), _markups(entry), str(entry.get("summary")))
        self.fingerprint = hashlib.sha256(repr(stated).encode("utf-8", "surrogatepass")).hexdigest()
        named = canonical(self.link) if self.link is not None else None
        self.origin = named or clean(f"{address}#{own_id or self.fingerprint[:12]}")
        self.fields: dict[str, object] = {**facts, "url": named, "id": None if named else self.origin}

    @cached_property
    def full(self) -> bool:
        """Whether the feed has the whole text of the article."""
        content, summary = self._texts
        return _is_full(content, _FULL_CONTENT) or _is_full(summary, _FULL_SUMMARY)

    @cached_property
    def teaser(self) -> str:
        """The text that the feed has: whole sentences, but perhaps only the first of the article."""
        text = max(self._texts, key=len)
        return text if self.full else teaser.without_cut(text)

    @cached_property
    def _texts(self) -> tuple[str, str]:
        content = max((_text(markup) for markup in _markups(self._entry)), key=len, default="")
        return content, _text(str(self._entry.get("summary") or ""))


def _markups(entry: Any) -> list[str]:
    """What is given as the article's content, in one form or several."""
    return [str(part.get("value") or "") for part in entry.get("content", []) if isinstance(part, dict)]


def _link(entry: Any, address: str) -> str | None:
    """The address of the article's page; the feed's own and front pages are none."""
    for stated in (entry.get("feedburner_origlink"), entry.get("link")):
        link = normal(str(stated)) if stated else None
        if link is not None and not is_front_page(link) and link != address:
            return link
    return None


def _text(markup: str) -> str:
    if not markup.strip():
        return ""
    from corpus.readers.html_tree import text_of_fragment

    text = text_of_fragment(markup) if "<" in markup or "&" in markup else clean(markup)
    return teaser.without_syndication(text)


def _is_full(text: str, least: int) -> bool:
    return len(text) >= least and teaser.cut_at(text) is None


def _facts(entry: Any, feed: Any) -> dict[str, object]:
    """The fields of the record that the feed states; what it states badly counts as not stated."""
    outlet = entry.get("source", {})
    title = outlet.get("title") if isinstance(outlet, dict) else None
    published, updated = _date(entry, "published"), _date(entry, "updated")
    if published is None and feed.get("dated_by_item"):
        published, updated = updated, None
    return {
        "title": _text(str(entry.get("title") or "")),
        "published": published.isoformat() if published else None,
        "updated": updated.isoformat() if updated else None,
        "source": _text(str(title or feed.get("title") or "")),
        "author": _author(entry),
        "language": _language(entry, feed),
    }


def _author(entry: Any) -> str:
    """The names in the byline; an address of mail is none."""
    people = [person for person in entry.get("authors", []) if isinstance(person, dict)]
    # Of the address desk@news.media feedparser makes a person called "ia".
    people = [person for person in people if not (person.get("email") and str(person.get("name")).islower())]
    names = (_text(str(person.get("name") or "")) for person in people)
    return ", ".join(dict.fromkeys(name for name in names if name and "@" not in name))


def _date(entry: Any, name: str) -> datetime | None:
    # dict's own get: feedparser's makes an update out of the publication where there is none.
    stated, parsed = (dict.get(entry, key) for key in (name, f"{name}_parsed"))
    try:
        return read_date(stated)
    except ValueError:
        # Written in one of the many other ways that feedparser knows; it gives them in UTC.
        pass
    try:
        return read_date(datetime.fromtimestamp(calendar.timegm(parsed), UTC)) if parsed else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _language(entry: Any, feed: Any) -> str | None:
    stated = (entry.get("language"), feed.get("language"))
    return next(
        (str(language) for language in stated if language and _LANGUAGE.fullmatch(str(language))), None
    )
