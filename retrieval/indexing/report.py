"""What a refresh did, article by article."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Something that could not be taken in.

    Attributes:
        origin: The path (and line) or address at fault.
        reason: What is wrong and what to do about it, in plain words.
    """

    origin: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshReport:
    """The outcome of one refresh; the article lists hold article ids in the order they were met.

    Attributes:
        added: Articles that were not in the store before.
        updated: Articles whose text or facts changed.
        unchanged: How many articles were in already and are the same.
        removed: Articles that were in and are gone from their source.
        failed: What could not be taken, with reasons; everything else was taken all the same.
        skipped: Files that are of no kind presscite reads, with reasons; not counted as failures.
        warnings: What was left out of articles that were taken, such as a date that cannot be read, with reasons.
        articles: How many articles the store holds now.
        passages: How many passages the store holds now.
        seconds: Wall time of the refresh.
        dry_run: Whether nothing was written: the report then says what would happen.
        notice: What else there is to say, such as that the store was brought to a newer format.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    skipped: tuple[Failure, ...] = ()
    warnings: tuple[Failure, ...] = ()
    articles: int = 0
    passages: int = 0
    seconds: float = 0.0
    dry_run: bool = False
    notice: str | None = None

    @property
    def changed(self) -> bool:
        """Whether articles came in, changed or went."""
        return bool(self.added or self.updated or self.removed)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain JSON types."""
        return {**asdict(self), "changed": self.changed}
