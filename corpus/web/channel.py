"""Public channels of Telegram: their posts, page by page back to what is known."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import CorpusError, FetchError, SkippedError, SourceError
from corpus.readers.record import Record
from corpus.readers.telegram import left_out
from corpus.readers.telegram_preview import is_preview, read_preview
from corpus.web.channel_address import older_posts, post_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.article import Article
    from corpus.readers.telegram_preview import ChannelPage, ChannelPost
    from corpus.source import Item, Seen
    from corpus.web.fetched import Fetched
    from corpus.web.fetcher import Fetcher

_WHOLE = "to its first post"
_BROKEN = "; broken off before "


def channel_items(found: Fetched, origin: str, fetcher: Fetcher, seen: Seen) -> Iterator[Item | CorpusError]:
    """List the posts of a channel, the newest first, and behind them how far back they were read.

    Pages are fetched until one shows a post that is known, or is the first of the channel, or begins before
    `fetcher.since`, or is the last of `fetcher.max_pages`.  Where an earlier refresh broke off or had other
    bounds, what is known does not end it.

    Args:
        found: The page with the latest posts.
        origin: Its address, which names the channel in reports.
        fetcher: Fetches the pages with older ones.
        seen: Tells what an item looked like when it was read.

    Raises:
        SourceError: If no posts are shown there.
    """
    if not is_preview(found.body):
        raise SourceError(
            origin,
            "shows no posts: it is a group, a person, a bot or a private channel, or the channel shows none on the web",
        )
    yield from _ChannelWalk(origin, fetcher, seen).items(found)


@dataclass(frozen=True, slots=True)
class PostItem:
    """A post of a channel.

    Attributes:
        origin: Its own address.
        fields: The fields of its record.
    """

    origin: str
    fields: Mapping[str, object]

    @property
    def fingerprint(self) -> str:
        """A hash of all that the page says of it; how often it was seen and liked is not among that."""
        stated = repr(sorted(self.fields.items(), key=lambda field: field[0]))
        return hashlib.sha256(stated.encode("utf-8", "surrogatepass")).hexdigest()

    def read(self) -> Iterator[Article | CorpusError]:
        """Make its article."""
        try:
            yield from Record({**self.fields, "url": self.origin}, path=self.origin).read()
        except CorpusError as error:
            yield error


@dataclass(frozen=True, slots=True)
class WalkedBack:
    """How far back a channel was read, kept among its items.

    Attributes:
        origin: The channel's address.
        fingerprint: How far.
    """

    origin: str
    fingerprint: str

    def read(self) -> Iterator[Article | CorpusError]:
        """Nothing: there is no article in it."""
        yield from ()


class _ChannelWalk:
    """The way back through the pages of a channel.

    What an earlier way reached ends this one at a known post: all posts, or those within the same bounds.  Where
    it broke off on its way to what was known, the post must lie behind that place.
    """

    def __init__(self, origin: str, fetcher: Fetcher, seen: Seen) -> None:
        self._origin = origin
        self._fetcher = fetcher
        self._seen = seen
        self._left: Counter[str] = Counter()
        self._name: str | None = None
        self._bounds = f"{fetcher.max_pages} pages, since {fetcher.since}"
        self._reached, _, gap = (seen(origin) or "").partition(_BROKEN)
        self._gap = int(gap) if gap else None
        self._before: int | None = None  # the number behind which the next page begins

    def items(self, found: Fetched) -> Iterator[Item | CorpusError]:
        try:
            yield from self._pages(found)
        except CorpusError as error:
            places = [place for place in (self._gap, self._before) if place is not None]
            self._reached += f"{_BROKEN}{min(places, default=0)}"
            yield _cut_short(self._origin, error)
        if self._left:
            yield left_out(self._left, self._name, self._origin)
        yield WalkedBack(self._origin, self._reached)

    def _pages(self, found: Fetched) -> Iterator[Item | CorpusError]:
        for number in range(1, self._fetcher.max_pages + 1):
            page = read_preview(found.body, self._origin, found.charset)
            self._name = self._name or page.name
            self._left += page.left_out
            known = False
            for post in filter(self._is_wanted, page.posts):
                item = PostItem(post_address(post.path, found.address), post.fields)
                known = known or self._ends_at(item, post)
                yield item
            end = self._end(page)
            if end is not None or known:
                self._reached = end or self._reached
                return
            self._before = page.older
            if number < self._fetcher.max_pages and page.older is not None:
                found = self._page_before(found.address, page.older)
        self._reached = self._bounds
        yield self._bounded()

    def _page_before(self, address: str, number: int) -> Fetched:
        found = self._fetcher.fetch(older_posts(address, number))
        if not is_preview(found.body):
            raise SourceError(found.address, "shows no posts")
        return found

    def _end(self, page: ChannelPage) -> str | None:
        """What is reached where the way ends with a page, whatever is known."""
        if page.older is None or (self._before is not None and page.older >= self._before):
            return _WHOLE
        return None if all(map(self._is_wanted, page.posts)) else self._bounds

    def _ends_at(self, item: PostItem, post: ChannelPost) -> bool:
        if self._reached not in (_WHOLE, self._bounds) or self._seen(item.origin) is None:
            return False
        return self._gap is None or post.number < self._gap

    def _is_wanted(self, post: ChannelPost) -> bool:
        since = self._fetcher.since
        return since is None or post.published is None or post.published.date() >= since

    def _bounded(self) -> SkippedError:
        pages = f"{self._fetcher.max_pages:,} page{'' if self._fetcher.max_pages == 1 else 's'}"
        return SkippedError(
            self._origin,
            f"has older posts than those of the {pages} that are read; PRESSCITE_FETCH_MAX_PAGES allows more",
        )


def _cut_short(origin: str, error: CorpusError) -> CorpusError:
    reason = f"could not be read to its end; the rest is read next time ({error.origin} {error.reason})"
    return FetchError(origin, reason, temporary=isinstance(error, FetchError) and error.temporary)
