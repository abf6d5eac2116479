"""An entry of a feed: what it says of one article, checked."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from corpus.address import canonical, is_front_page, normal
from corpus.clean import clean
from corpus.readers.date import AmbiguousDateError, read_date
from corpus.readers.relative_date import read_relative
from corpus.web import teaser

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FULL_CONTENT = 600  # characters of a field meant for the whole text; below, it is taken for a teaser
_FULL_SUMMARY = 1500  # characters of a field meant for a summary, above which it can only be the whole text
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)
# What Yandex has feeds say beside their teasers.
_FULL_TEXTS = ("yandex_full-text", "turbo_content")
# Fragments that name no part of a page: they lead to its comments, or count from where a reader came.
_NO_PART = re.compile(
    r".*=.*|top|main|content|rss|feed|comments?(?:-?\d+)?|respond|disqus_thread|more(?:-\d+)?|read-?more|share|new|"
    r"!|/.*|xtor.*|utm.*",
    re.IGNORECASE,
)


class FeedEntry:
    """What a feed says of one article.

    Args:
        entry: The entry, as feedparser has it.
        feed: What the feed says of itself.
        address: Where the feed is.
        part: What tells the article from others with the same page, where there are others.
        day_first: Whether the feed writes 03/04/2024 with the day first; `None`: not known.
        at: When the feed was fetched, from which "2 hours ago" is told; such a date is none of the fingerprint.

    Attributes:
        link: The address of the page; `None` where there is none of the article's own.
        fields: The fields of the record that the feed states.
        fingerprint: A hash of all that the feed says of the article.
        origin: The address of the article, else that of the feed and the entry's own id.
    """

    def __init__(
        self,
        entry: Any,
        feed: Any,
        address: str,
        *,
        part: str | None = None,
        day_first: bool | None = None,
        at: datetime | None = None,
    ) -> None:
        self._entry = entry
        link = _link(entry, address)
        facts = _facts(entry, feed, day_first)
        own_id = str(entry.get("id") or "")
        known = [fact.isoformat() if isinstance(fact, datetime) else fact for fact in facts.values()]
        stated = (own_id, link, *known, _markups(entry), str(entry.get("summary")))
        self.fingerprint = hashlib.sha256(repr(stated).encode("utf-8", "surrogatepass")).hexdigest()
        named = canonical(link) if link is not None else None
        own = clean(f"{named or address}#{part or own_id or self.fingerprint[:12]}")
        self.link = link if part is None else None
        self.is_part = part is not None and named is not None
        self.origin = named if named and not self.is_part else own
        url = own if self.is_part and part == fragment_of(entry) else named
        self.fields: dict[str, object] = {
            **facts,
            **(_relative_dates(entry, facts, at) if at is not None else {}),
            "url": url,
            "id": self.origin if self.is_part or named is None else None,
        }

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
    contents = [str(part.get("value") or "") for part in entry.get("content", []) if isinstance(part, dict)]
    return contents + [str(entry[name]) for name in _FULL_TEXTS if entry.get(name)]


def parts_of_pages(entries: Sequence[Any], address: str) -> list[str | None]:
    """For each entry that shares its page with others, what tells it from them: a fragment, else its own id.

    Args:
        entries: All entries of a feed.
        address: Where the feed is.
    """
    pages = [canonical(link) if (link := _link(entry, address)) else None for entry in entries]
    fragments = [fragment_of(entry) if page else None for entry, page in zip(entries, pages, strict=True)]
    if len(entries) > 1 and len(set(fragments)) == 1:
        fragments = [None] * len(entries)  # it says that the feed led there
    ids: dict[str, dict[str, str]] = {}
    for entry, page in zip(entries, pages, strict=True):
        if page is not None and entry.get("id"):
            ids.setdefault(page, {}).setdefault(_shown(entry), str(entry["id"]))
    found: list[str | None] = []
    for entry, page, fragment in zip(entries, pages, fragments, strict=True):
        shared = page is not None and len(ids.get(page, {})) > 1 and entry.get("id")
        found.append(fragment or (ids[page][_shown(entry)] if page and shared else None))
    return found


def fragment_of(entry: Any) -> str | None:
    """The fragment of an entry's link, where it names a part of the page."""
    try:
        fragment = urlsplit(str(entry.get("link") or "")).fragment
    except ValueError:
        return None
    return fragment if fragment and not _NO_PART.fullmatch(fragment) else None


def date_as_written(entry: Any, name: str) -> object:
    """A date of an entry, just as it stands."""
    # dict's own get: feedparser's makes an update out of the publication where there is none.
    return dict.get(entry, name)


def _shown(entry: Any) -> str:
    """What a reader sees of an entry: two that show the same are one article, listed twice."""
    return repr((str(entry.get("title") or ""), _markups(entry), str(entry.get("summary") or "")))


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


def _facts(entry: Any, feed: Any, day_first: bool | None) -> dict[str, object]:
    """The fields of the record that the feed states; what it states badly counts as not stated."""
    outlet = entry.get("source", {})
    title = outlet.get("title") if isinstance(outlet, dict) else None
    published, updated = (_date(entry, name, day_first) for name in ("published", "updated"))
    if published is None and feed.get("dated_by_item"):
        published, updated = updated, None
    return {
        "title": _text(str(entry.get("title") or "")),
        "published": published,
        "updated": updated,
        "source": _text(str(title or feed.get("title") or "")),
        "author": _author(entry),
        "language": _language(entry, feed),
    }


def _relative_dates(entry: Any, facts: Mapping[str, object], at: datetime) -> dict[str, object]:
    """The dates that are told from the time of fetching."""
    found = {
        name: read_relative(str(date_as_written(entry, name) or ""), at)
        for name in ("published", "updated")
        if facts[name] is None
    }
    return {name: moment for name, moment in found.items() if moment is not None}


def _author(entry: Any) -> str:
    """The names in the byline; an address of mail is none."""
    people = [person for person in entry.get("authors", []) if isinstance(person, dict)]
    # Of the address desk@news.media feedparser makes a person called "ia".
    people = [person for person in people if not (person.get("email") and str(person.get("name")).islower())]
    names = (_text(str(person.get("name") or "")) for person in people)
    return ", ".join(dict.fromkeys(name for name in names if name and "@" not in name))


def _date(entry: Any, name: str, day_first: bool | None) -> datetime | None:
    """A date that the entry states.

    What feedparser makes of it is not asked: of what it does not know it guesses a day.
    """
    stated = date_as_written(entry, name)
    try:
        return read_date(stated)
    except AmbiguousDateError:
        return read_date(stated, day_first=day_first) if day_first is not None else None
    except ValueError:
        return None


def _language(entry: Any, feed: Any) -> str | None:
    stated = (entry.get("language"), feed.get("language"))
    return next(
        (str(language) for language in stated if language and _LANGUAGE.fullmatch(str(language))), None
    )
