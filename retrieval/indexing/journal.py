"""What refreshes note beside the generations: how each source fared, and files that were only touched.

Nothing here is needed to answer questions, so writing it needs no new generation, and losing it costs no more than
some reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from retrieval.indexing.report import Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How a source fared when it was last refreshed.

    Attributes:
        name: The source: an absolute path or an address.
        tried: When that was.
        refreshed: When a refresh of it last went through; `None` where none ever did.
        failed: What could not be taken then.
        error: Why the last refresh did not go through; `None` where it did.
    """

    name: str
    tried: datetime
    refreshed: datetime | None
    failed: tuple[Failure, ...]
    error: str | None


class Touched(NamedTuple):
    """An item whose looks changed and whose articles did not."""

    fingerprint: str
    same_as: str


class JournalError(Exception):
    """A journal that cannot be written; what was to be noted is not, and no refresh fails for it."""


class Journal(Protocol):
    """The journal of a store; write to it with the store locked."""

    def sources(self) -> dict[str, SourceState]:
        """How each source fared, by name."""
        ...

    def touched(self) -> dict[str, Touched]:
        """Items that look new and hold what they held, by origin."""
        ...

    def note_touched(self, touched: Mapping[str, Touched], over: Iterable[str]) -> None:
        """Add touched items, and forget those whose time is over.

        Raises:
            JournalError: It cannot be written.
        """
        ...

    def note_refreshed(self, failed: Mapping[str, Sequence[Failure]]) -> None:
        """Note that a refresh went through, with what failed of each of its sources.

        Raises:
            JournalError: It cannot be written.
        """
        ...

    def fill(self, sources: Iterable[SourceState], touched: Mapping[str, Touched]) -> None:
        """Note what another journal says, in the place of what this one does.

        Raises:
            JournalError: It cannot be written.
        """
        ...

    def note_error(self, names: Iterable[str], error: str) -> None:
        """Note that a refresh of these sources did not go through.

        Raises:
            JournalError: It cannot be written.
        """
        ...
