"""A question that is learned from, with what is known of the sentences found for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.answering.quote.close_reading import CloseFeatures

if TYPE_CHECKING:
    from numpy.typing import NDArray

READ_BY_THEMSELVES = 12
"""Sentences of a case that are read by themselves, the first by the shipped order: which come first, is learned."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question, what is known of the sentences found for it, and what is right.

    Attributes:
        set: Its set.
        group: Page, article or conversation; cases of one stay together.
        direction: Language of the question, and of the article where that is another.
        answerable: Whether the articles answer it.
        order: What the sentences are ordered by, (sentences, features).
        without_reading: Their scores without reading, (sentences,).
        refusal: What is known of each for the refusal, (sentences, features).
        closely: What reading each of the first by itself shows, (at most `READ_BY_THEMSELVES`, features).
        right: Whether each holds a known answer, (sentences,).
    """

    set: str
    group: str
    direction: str
    answerable: bool
    order: NDArray[np.float64]
    without_reading: NDArray[np.float64]
    refusal: NDArray[np.float64]
    closely: NDArray[np.float64]
    right: NDArray[np.bool_]

    @classmethod
    def of(cls, name: str, row: dict[str, Any]) -> Case:
        """A case as `collect` wrote it."""
        gold = np.array(row["gold"], dtype=bool)
        return cls(
            set=name,
            group=row["group"],
            direction=row["language"] + (">" if row["gold_foreign"] else ""),
            answerable=row["answerable"],
            order=np.array(row["order"]),
            without_reading=np.array(row["without_reading"]),
            refusal=np.array(row["refusal"]),
            closely=np.array(row["closely"]).reshape(-1, len(CloseFeatures._fields)),
            right=gold & np.array(row["right"], dtype=bool),
        )
