"""What a refresh has found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus import ArticleWarning, SkippedError
from retrieval.indexing.report import Failure, RefreshReport

if TYPE_CHECKING:
    from corpus import CorpusError


@dataclass(kw_only=True)
class Changes:
    """What a refresh has found so far; see `RefreshReport`.

    Attributes:
        failed_by_source: What could not be taken from each source that was tried, by its name.
    """

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: dict[str, None] = field(default_factory=dict)  # in order
    failed: list[Failure] = field(default_factory=list)
    skipped: list[Failure] = field(default_factory=list)
    warnings: list[Failure] = field(default_factory=list)
    failed_by_source: dict[str, list[Failure]] = field(default_factory=dict)

    def fail(self, source: str, error: CorpusError) -> None:
        """Note what could not be taken from a source."""
        failure = Failure(origin=error.origin, reason=error.reason)
        if isinstance(error, ArticleWarning):
            self.warnings.append(failure)
        elif isinstance(error, SkippedError):
            self.skipped.append(failure)
        else:
            self.failed.append(failure)
            self.failed_by_source.setdefault(source, []).append(failure)

    def report(
        self, counts: tuple[int, int], seconds: float, *, dry_run: bool, notice: str | None
    ) -> RefreshReport:
        """The report of a refresh that is done.

        Args:
            counts: How many articles and how many passages the store holds now.
            seconds: How long it took.
            dry_run: Whether nothing was written.
            notice: What else there is to say.
        """
        return RefreshReport(
            added=tuple(self.added),
            updated=tuple(self.updated),
            unchanged=self.unchanged,
            removed=tuple(self.removed),
            failed=tuple(self.failed),
            skipped=tuple(self.skipped),
            warnings=tuple(self.warnings),
            articles=counts[0],
            passages=counts[1],
            seconds=seconds,
            dry_run=dry_run,
            notice=notice,
        )
