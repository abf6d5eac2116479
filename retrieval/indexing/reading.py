"""What has been met in one item of a source."""

from __future__ import annotations

from corpus import ArticleWarning, CorpusError, SkippedError

_NO_FAILURES = (SkippedError, ArticleWarning)


class ItemReading:
    """What has been met in one item so far.

    Args:
        before: Digests of the articles that were in it, by id.

    Attributes:
        missing: Those of them that have not been met yet.
        met: Ids of the articles that were met.
        errors: What could not be read.
        conflicts: Articles whose id another one has, with the reason.
        changed: Whether anything in it is new or different.
    """

    def __init__(self, before: dict[str, str]) -> None:
        self.missing = before
        self.met: set[str] = set()
        self.errors: list[CorpusError] = []
        self.conflicts: list[CorpusError] = []
        self.changed = False

    @property
    def failed(self) -> bool:
        """Whether something of it could not be taken."""
        return bool(self.conflicts) or not all(isinstance(error, _NO_FAILURES) for error in self.errors)

    def meet(self, article_id: str) -> None:
        """Note that an article is in it."""
        self.met.add(article_id)
        self.missing.pop(article_id, None)
