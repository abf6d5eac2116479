"""The text that a claim rests on, as far around its quotes as each check looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from retrieval.store.hit import Hit


@dataclass(frozen=True, slots=True)
class QuoteSpan:
    """Words found in a passage: index of the hit, and where in its text, the end exclusive."""

    hit: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CitedText:
    """What a claim rests on.

    Attributes:
        quoted: The quoted words.
        context: The whole sentences that they stand in.
        about: The headlines and outlets of their articles.
        wide: The passages with their headlines and outlets.
        published: The publication date, where all cited articles have the same; else `None`.
    """

    quoted: str
    context: str
    about: str
    wide: str
    published: date | None

    @classmethod
    def of(cls, spans: Sequence[QuoteSpan], hits: Sequence[Hit]) -> CitedText:
        """What stands around quotes found in passages."""
        numbers = list(dict.fromkeys(span.hit for span in spans))
        cited = [hits[n] for n in numbers]
        days = {hit.published.date() if hit.published else None for hit in cited}
        about = " . ".join(f"{hit.title} . {hit.source or ''}" for hit in cited)
        around = (_sentences_around(hits[n].text, [s for s in spans if s.hit == n]) for n in numbers)
        return cls(
            quoted=" . ".join(hits[s.hit].text[s.start : s.end] for s in spans),
            context=" ".join(around),
            about=about,
            wide=f"{about} . " + " ".join(hit.text for hit in cited),
            published=days.pop() if len(days) == 1 else None,
        )


def _sentences_around(text: str, spans: Sequence[QuoteSpan]) -> str:
    return " ".join(
        text[start:end]
        for start, end in sentences(text)
        if any(span.start < end and start < span.end for span in spans)
    )
