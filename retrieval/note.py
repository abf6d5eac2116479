"""One more fact about an answer, as a code; the words for it are up to whoever shows the answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class NoteCode(StrEnum):
    """What a reader should know about an answer."""

    NO_ARTICLES = "no_articles"
    """The store has no article."""

    NOTHING_PASSES_FILTERS = "nothing_passes_filters"
    """No article is of the outlets and days that the question is restricted to."""

    OTHER_TIME = "other_time"
    """What the articles say on this is not of the time that was asked for; the note has the day of the newest."""

    TIME_UNKNOWN = "time_unknown"
    """The question asks for a time, and the quoted articles do not say of which they are."""

    MODEL_FAILED = "model_failed"
    """The language model did not answer; the sentences are quoted."""

    MODEL_UNPROVEN = "model_unproven"
    """No sentence that the language model wrote was proven; the sentences are quoted."""

    MODEL_BROKE_OFF = "model_broke_off"
    """The language model did not finish; the articles may hold more."""

    ARTICLES_DIFFER = "articles_differ"
    """The articles give different answers; the newest comes first."""

    REPORT_UPDATED = "report_updated"
    """The quoted report updates an earlier one; the note has the days of both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One more fact about an answer.

    Attributes:
        code: Which fact.
        newer: When the later of two reports was published, or the newest one; `None` where the fact is not about
            reports.
        older: When the earlier one was.
    """

    code: NoteCode
    newer: datetime | None = None
    older: datetime | None = None

    @property
    def explains_refusal(self) -> bool:
        """Whether it says by itself why there is no answer, so that nothing is said of what the articles say."""
        return self.code in _REASONS


_REASONS = frozenset({NoteCode.NO_ARTICLES, NoteCode.NOTHING_PASSES_FILTERS, NoteCode.OTHER_TIME})
