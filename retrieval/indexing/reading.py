"""What a refresh meets on its way through the sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus import CorpusError, SkippedError

if TYPE_CHECKING:
    from corpus import Article
    from retrieval.indexing.report import Failure


@dataclass(kw_only=True)
class Changes:
    """What a refresh has found so far; see `RefreshReport`."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: dict[str, None] = field(default_factory=dict)  # in order
    failed: list[Failure] = field(default_factory=list)
    skipped: list[Failure] = field(default_factory=list)


class Reading:
    """What has been met in one item so far.

    Args:
        before: Digests of the articles that were in it, by id.

    Attributes:
        before: Those of them that have not been met yet.
        seen: Ids of the articles that were met.
        errors: What could not be read.
        contested: Articles whose id another one has, with the reason.
        changed: Whether anything in it is new or different.
    """

    def __init__(self, before: dict[str, str]) -> None:
        self.before = before
        self.seen: set[str] = set()
        self.errors: list[CorpusError] = []
        self.contested: list[CorpusError] = []
        self.changed = False

    @property
    def failed(self) -> bool:
        """Whether something of it could not be taken."""
        return bool(self.contested) or any(not isinstance(error, SkippedError) for error in self.errors)


def taken(article: Article, elsewhere: str) -> CorpusError:
    """Why an article cannot be taken: another one has its id."""
    reason = f"its id {article.id!r} is taken by an article in {elsewhere}; give one of them another id"
    return CorpusError(article.origin, reason)
