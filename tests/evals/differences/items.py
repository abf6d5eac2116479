"""Questions with two or three reports each, which answer them differently or only look as if they did."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
FILES = ("en", "ru", "tg", "across")
"""By the languages of question and reports; in `across` they are of several."""

OPENED = "opened"
"""The pairs of reports that somebody else wrote, once unseen."""

_TRUTH = {"differ": "differ", "updates": "update"}

HALVES = ("learned", "aside")
"""The half that was looked at while the decision was made, and the one that was put aside meanwhile."""

_MORNING = time(9, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceItem:
    """A question with its reports.

    Attributes:
        id: Its id; its articles are called after it.
        set: Its file.
        question: What is asked.
        truth: "differ" or "update" (of the same outlet, later) where the reports answer differently, "same" where
            they do not.
        about: What is asked for.
        looks: Why it only looks like a difference.
        reports: Title, source, day of publication and text of each; those that are not about it are marked "aside".
    """

    id: str
    set: str
    question: str
    truth: str
    about: str
    looks: str
    reports: tuple[dict[str, Any], ...]

    @classmethod
    def of(cls, name: str, row: dict[str, Any]) -> Self:
        """An item as a line of a file has it."""
        return cls(
            id=row["id"],
            set=name,
            question=row["question"],
            truth=row["truth"],
            about=row["about"],
            looks=row.get("looks", ""),
            reports=tuple(row["reports"]),
        )

    @property
    def differs(self) -> bool:
        """Whether its reports answer differently."""
        return self.truth != "same"

    @property
    def half(self) -> str:
        """One of `HALVES`, by a hash of its id."""
        if self.set == OPENED:
            return HALVES[0]
        return HALVES[1 - int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 2]

    @property
    def differing(self) -> frozenset[str]:
        """Ids of the articles that answer differently."""
        return frozenset(self._article_id(n) for n, r in enumerate(self.reports) if not r.get("aside"))

    @property
    def asked_at(self) -> datetime:
        """The morning after the newest of its reports."""
        days = (datetime.fromisoformat(report["published"]).date() for report in self.reports)
        return datetime.combine(max(days) + timedelta(days=1), _MORNING)

    @property
    def newest(self) -> str:
        """Id of the newest of these."""
        return max(self.differing, key=lambda id_: self.reports[int(id_.rpartition("-")[2])]["published"])

    def articles(self) -> Iterator[dict[str, Any]]:
        """Its reports as the JSON reader takes them."""
        for number, report in enumerate(self.reports):
            kept = {name: value for name, value in report.items() if name != "aside"}
            yield {**kept, "id": self._article_id(number)}

    def _article_id(self, number: int) -> str:
        return f"{self.id}-{number}"


def items(names: tuple[str, ...] = FILES) -> list[DifferenceItem]:
    """The items of some files."""
    return [
        DifferenceItem.of(name, json.loads(line))
        for name in names
        for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]


def opened_items() -> list[DifferenceItem]:
    """The pairs of `OPENED`."""
    found = []
    for line in (HERE.parent / "unseen_claims" / "reports.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        reports = tuple({**row[name], "language": row["language"]} for name in "ab")
        found.append(
            DifferenceItem(
                id=row["id"], set=OPENED, question=row["question"], truth=_TRUTH.get(row["label"], "same"),
                about="", looks=row["label"], reports=reports,
            )
        )  # fmt: skip
    return found
