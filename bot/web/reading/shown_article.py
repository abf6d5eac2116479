"""What the page of an article shows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from bot.web.reading.copies import copies
from retrieval.errors import StoreError
from retrieval.links.article_pages import quote_checksum
from retrieval.links.text_fragment import is_of_the_web, text_fragment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from corpus import Article
    from retrieval.links.article_pages import PageTarget
    from retrieval.store.earlier_texts import EarlierText
    from retrieval.store.hit import NearDuplicate
    from retrieval.store.snapshot import Snapshot

_LONGEST_SEARCHED = 200_000  # characters of a text that is looked through for words that have moved


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVersion:
    """A text that an article has or had.

    Attributes:
        key: Tells it from the others.
        title: The headline.
        text: The text.
        published: When the article was published, as it says there.
        updated: When it was last changed by its outlet, as it says there.
        replaced: When it was replaced; `None` for the one that the article has.
    """

    key: str
    title: str
    text: str
    published: datetime | None
    updated: datetime | None
    replaced: datetime | None = None

    @classmethod
    def of(cls, text: Article | EarlierText, replaced: datetime | None = None) -> Self:
        """The text that an article has or had."""
        return cls(
            key=hashlib.sha256(f"{replaced}{text.text}".encode("utf-8", "surrogatepass")).hexdigest()[:12],
            title=text.title,
            text=text.text,
            published=text.published,
            updated=text.updated,
            replaced=replaced,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownArticle:
    """What the page of an article shows.

    Attributes:
        article: The article as it is now.
        versions: Its texts, the one that it has first, then the latest.
        shown: The one of them that is shown.
        start: Offset of the quoted words in it.
        end: Their exclusive end; `start` where they are not in it, or none were quoted.
        lost: Whether words were quoted that are in none of its texts.
        copies: Other articles that tell the same story.
    """

    article: Article
    versions: tuple[TextVersion, ...]
    shown: TextVersion
    start: int
    end: int
    lost: bool
    copies: tuple[NearDuplicate, ...]

    @property
    def original(self) -> str | None:
        """The address of the article at its outlet, which opens at the quoted words; `None` where it has none."""
        url = self.article.url
        if not is_of_the_web(url):
            return None
        return text_fragment(url, self.shown.text, self.start, self.end)


def shown_article(snapshot: Snapshot, target: PageTarget, key: str = "") -> ShownArticle | None:
    """What the page of an article shows.

    Args:
        snapshot: The store.
        target: The article, and the words that are quoted.
        key: The text to show; where it is none of the article's, the one in which the quoted words are.

    Returns:
        That; `None` where the article is no longer in the store.
    """
    article = snapshot.catalogue.article(target.article_id)
    if article is None:
        return None
    earlier = snapshot.earlier_texts.of(target.article_id)
    versions = (TextVersion.of(article), *(TextVersion.of(one, one.replaced) for one in earlier))
    quoting = next((one for one in versions if target.fits(one.text)), None)
    chosen = next((one for one in versions if one.key == key), None)
    shown = chosen or quoting or versions[0]
    start, end = _place(target, shown)
    return ShownArticle(
        article=article,
        versions=versions,
        shown=shown,
        start=start,
        end=end,
        lost=target.end > target.start and quoting is None and start == end,
        copies=tuple(_copies(snapshot, target)),
    )


def _place(target: PageTarget, version: TextVersion) -> tuple[int, int]:
    """Where the quoted words are in a text: where they were, or where they have moved to."""
    if target.fits(version.text):
        return target.start, target.end
    length = target.end - target.start
    if not length or len(version.text) > _LONGEST_SEARCHED:
        return 0, 0
    for start in range(len(version.text) - length + 1):
        if quote_checksum(version.text[start : start + length]) == target.checksum:
            return start, start + length
    return 0, 0


def _copies(snapshot: Snapshot, target: PageTarget) -> Sequence[NearDuplicate]:
    try:
        return copies(snapshot, target.article_id, target.start)
    except StoreError:
        return ()  # the text can be read even where the vectors cannot
