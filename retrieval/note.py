"""One more fact about an answer, as a code; the words for it are up to whoever shows the answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class NoteCode(StrEnum):
    """What a reader should know about an answer."""

    NO_WORDS = "no_words"
    """The question has no letter and no digit, so nothing was searched for."""

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
        newer: When the later of two reports was published; `None` where the fact is not about reports.
        older: When the earlier one was.
    """

    code: NoteCode
    newer: datetime | None = None
    older: datetime | None = None
