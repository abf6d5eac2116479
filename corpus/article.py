"""The two things the corpus is made of: an article, and a passage of it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus.zone import in_zone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, tzinfo

# What a system counts its articles by, such as 12 or post-12: two systems count alike.
_COUNTER = re.compile(r"[A-Za-z_#-]{0,12}\d{1,12}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article, cleaned and ready to be split.

    Attributes:
        id: Stable name of the article: the `id` its source gives it, else its address, else its path.
        text: The cleaned text.  Every offset in presscite counts characters (code points) of this string.
        title: The headline, or the first sentence shortened where the source has none.  Never empty.
        url: Web address, where the source has one.
        published: When it was published, in the time zone that its source states; `None` where it does not say.
            A date without a time is midnight.  Of a date without a zone see `in_zone`.
        updated: When it was last changed by its outlet; likewise.
        source: The outlet, as a reader would name it ("Asia-Plus"); `None` where the source does not say.
        author: Who wrote it, as its byline has it; `None` where the source does not say.
        language: ISO 639-1 code ("en", "ru", "tg"), where given or told from the text.
        origin: The file (and line) or address it was read from, for reports.
        formerly: Web addresses that it moved from for good, as their servers said when it was read.
        digest: SHA-256 of everything above but the last two: equal digests mean nothing has changed.
    """

    id: str
    text: str
    title: str
    url: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    source: str | None = None
    author: str | None = None
    language: str | None = None
    origin: str
    formerly: tuple[str, ...] = ()
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        if not self.id or not self.text.strip() or not self.title:
            raise ValueError("an article has an id, a text and a title")
        for moment in (self.published, self.updated):
            if moment is not None and moment.tzinfo is None:
                raise ValueError("the dates of an article need a time zone")
        object.__setattr__(self, "digest", self.digest_by_dates()(self.published, self.updated))

    def digest_by_dates(self) -> Callable[[datetime | None, datetime | None], str]:
        """Tells what the digest would be with other dates of publication and change; the text is hashed but once."""
        before = hashlib.sha256(f"({self.id!r}, {self.text!r}, {self.title!r}, {self.url!r}, ".encode())
        behind = f"{self.source!r}, {self.author!r}, {self.language!r})"

        def digest(published: datetime | None, updated: datetime | None) -> str:
            hashed = before.copy()
            for moment in (published, updated):
                hashed.update(f"{moment.isoformat() if moment else None!r}, ".encode())
            hashed.update(behind.encode())
            return hashed.hexdigest()

        return digest

    def within(self, item: str) -> Article:
        """The article under an id that holds beside those of other sources.

        Args:
            item: Where it was read from, which tells it from an article of another source that has the same id.

        Returns:
            The article itself where its id is more than a number that its source counts by.
        """
        return replace(self, id=f"{item}#{self.id}") if _COUNTER.fullmatch(self.id) else self

    def in_zone(self, zone: tzinfo) -> Article:
        """The article with the day and time of dates without a zone meant in a zone; unread so, they count as UTC."""
        published, updated = (moment and in_zone(moment, zone) for moment in (self.published, self.updated))
        if published is self.published and updated is self.updated:
            return self
        return replace(self, published=published, updated=updated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of whole sentences of one article, small enough to embed and to read at a glance.

    `passage.text == article.text[passage.start:passage.end]`, always.

    Attributes:
        id: Derived from the article's id and the passage's text, so that an unchanged passage keeps its id.
        article_id: The article it was cut from.
        text: The words themselves.
        start: Offset of its first character in the article's text.
        end: Its exclusive end.
    """

    id: str
    article_id: str
    text: str
    start: int
    end: int
