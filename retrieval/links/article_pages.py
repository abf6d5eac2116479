"""Addresses of the pages on which articles are read, sealed so that only who was given one can open it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from retrieval.links.sealed_facts import SealedFacts

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.links.keys import LinkKeys

PAGES = "read"
"""Where the pages are, below the public address."""

QUOTE = "quote"
"""The place on a page where the quoted words are."""

_PURPOSE = "article"
_LONGEST_URL = 2_000  # as of text fragments


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTarget:
    """What a link to a page leads to.

    Attributes:
        article_id: The article.
        start: Offset of the quoted words in its text as it was when the link was made.
        end: Their exclusive end; `start` where nothing is quoted.
        checksum: Of the quoted words; tells the text in which they stand there.
    """

    article_id: str
    start: int = 0
    end: int = 0
    checksum: int = 0

    def fits(self, text: str) -> bool:
        """Whether the quoted words are where the link says in a text."""
        return self.end > self.start and quote_checksum(text[self.start : self.end]) == self.checksum


def quote_checksum(quote: str) -> int:
    """What tells quoted words from other ones."""
    return zlib.crc32(quote.encode("utf-8", "surrogatepass"))


class ArticlePages:
    """Makes and reads links to pages.

    Args:
        base: The public address of the server, without a slash at its end.
        keys: Seal the links.
        lifetime: Seconds after which a link ends, rounded up to a day; `None` for never.
        now: Tells the time.
    """

    def __init__(
        self,
        base: str,
        keys: LinkKeys,
        lifetime: float | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._base = base
        self._sealed = SealedFacts(_PURPOSE, keys, lifetime, now)

    def address(self, article_id: str, start: int = 0, quote: str = "") -> str | None:
        """The address of an article's page, which opens at quoted words.

        Args:
            article_id: The article.
            start: Where in its text the words are.
            quote: The words; without any, the page opens at its top.

        Returns:
            The address; `None` where it would be too long for mail and chat programs.
        """
        token = self._sealed.token([article_id, start, start + len(quote), quote_checksum(quote)])
        address = f"{self._base}/{PAGES}/{token}{f'#{QUOTE}' if quote else ''}"
        return address if len(address) <= _LONGEST_URL else None

    def target(self, token: str) -> PageTarget | None:
        """What a link leads to; `None` for one that was not made here, was altered, or has ended."""
        facts = self._sealed.facts(token)
        if facts is None:
            return None
        article_id, start, end, checksum = facts
        return PageTarget(article_id=article_id, start=start, end=end, checksum=checksum)
