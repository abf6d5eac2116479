"""Addresses of feeds, sealed so that only who was given one can read it, and what is looked for stays hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from retrieval.links.citation_links import link_keys
from retrieval.links.sealed_facts import SealedFacts

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.links.keys import LinkKeys
    from retrieval.settings import Settings

FEEDS = "feed"
"""Where the feeds are, below the public address."""

_PURPOSE = "feed"
_LONGEST_TEXT = 400  # characters; addresses of feeds are copied by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTarget:
    """What a feed tells of.

    Attributes:
        text: A question, or words that name a topic.
        watched: Whether it is a standing question: what comes is what its person would be notified of.
        language: Code of the language in which its reader is spoken to.
    """

    text: str
    watched: bool
    language: str


class FeedAddresses:
    """Makes and reads addresses of feeds.

    Args:
        base: The public address of the server, without a slash at its end.
        keys: Seal the addresses.
        lifetime: Seconds after which an address ends, rounded up to a day; `None` for never.
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

    def address(self, target: FeedTarget) -> str:
        """The address of a feed; the same for the same target, where addresses do not end.

        Raises:
            SettingsError: There is no key that holds.
        """
        # Half of a character, which a chat may cut off, cannot be sealed.
        text = target.text[:_LONGEST_TEXT].encode("utf-8", "replace").decode()
        return f"{self._base}/{FEEDS}/{self._sealed.token([text, target.watched, target.language])}"

    def target(self, token: str) -> FeedTarget | None:
        """What an address tells of; `None` for one that was not made here, was altered, or has ended."""
        facts = self._sealed.facts(token)
        if facts is None:
            return None
        text, watched, language = facts
        return FeedTarget(text=text, watched=watched, language=language)


def feeds_of(settings: Settings) -> FeedAddresses | None:
    """The feeds of the server that the settings name; `None` where they name none."""
    if settings.public_address is None:
        return None
    return FeedAddresses(settings.public_address, link_keys(settings), settings.link_expires)
