"""How a store is: what is wrong with it, in plain words, and what helps."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


class Repair(StrEnum):
    """What mends something that is wrong with a store.

    * `REINDEX`: a new generation from the articles that are in.
    * `FALL_BACK`: the last sound generation, as the articles themselves cannot be relied on.
    * `CLEAR`: something is only to be removed.
    """

    REINDEX = "reindex"
    FALL_BACK = "fall back"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is wrong with a store.

    Attributes:
        what: What is wrong, in plain words.
        remedy: What to do about it.
        repair: What `presscite doctor --repair` does about it; `None` where only the remedy helps.
    """

    what: str
    remedy: str
    repair: Repair | None


def each_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, without those that came up twice, such as a server that is not reached."""
    return tuple(dict.fromkeys(findings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """How a store is.

    Attributes:
        findings: What is wrong; empty for a sound store.
        articles: How many articles were looked at.
        passages: How many passages were looked at.
        vectors: How many vectors were looked at.
        notice: What else there is to say, such as that refreshes are held, or that an earlier generation was published.
    """

    findings: tuple[Finding, ...]
    articles: int = 0
    passages: int = 0
    vectors: int = 0
    notice: str | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    @property
    def repairs(self) -> frozenset[Repair | None]:
        """All that it takes to mend what is wrong; with `None` where something cannot be mended."""
        return frozenset(finding.repair for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """The diagnosis as plain JSON types."""
        return {**asdict(self), "sound": self.sound}
