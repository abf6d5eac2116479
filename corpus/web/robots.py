"""What a site asks of programs in its robots.txt (RFC 9309)."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING, Self

from corpus.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Callable

    from protego import Protego

    from corpus.web.fetched import Fetched

_NAME = "presscite"
_READ = 512_000  # bytes; what the RFC asks a crawler to read at least


def user_agent() -> str:
    """How presscite names itself to servers."""
    try:
        version = metadata.version(_NAME)
    except metadata.PackageNotFoundError:
        version = "0"
    return f"{_NAME}/{version} (reads articles into its user's own store)"


class Robots:
    """The rules of one site.

    Args:
        rules: What its robots.txt says; or the error that kept it from being read.
    """

    def __init__(self, rules: Protego | FetchError) -> None:
        self._rules = rules

    @classmethod
    def of(cls, site: str, fetch: Callable[[str], Fetched]) -> Self:
        """Fetch the rules of a site.

        One without a robots.txt (any HTTP status of 400 to 499) may be read; one whose server cannot say, or
        is too busy to, may not.
        """
        from protego import Protego

        try:
            found = fetch(f"{site}/robots.txt")
        except FetchError as error:
            absent = error.status is not None and 400 <= error.status < 500 and error.status != 429
            return cls(Protego.parse("") if absent else error)
        return cls(Protego.parse(found.body[:_READ].decode("utf-8", "replace")))

    @property
    def delay(self) -> float | None:
        """Seconds that the site wants between two requests; `None` where it does not say."""
        delay = None if isinstance(self._rules, FetchError) else self._rules.crawl_delay(_NAME)
        return None if delay is None else float(delay)

    def check(self, url: str) -> None:
        """Make sure that an address may be read.

        Raises:
            FetchError: It may not, or nobody knows.
        """
        rules = self._rules
        if isinstance(rules, FetchError):
            # A host that cannot even be talked to is so for all it has.
            by_robots = " (met on the way to its robots.txt, without which it is left alone)"
            reason = rules.reason if rules.status is None else rules.reason + by_robots
            raise FetchError(url, reason, status=rules.status, temporary=rules.temporary)
        if not rules.can_fetch(url, _NAME):
            raise FetchError(
                url, "may not be read by programs: its site's robots.txt says so", temporary=False
            )
