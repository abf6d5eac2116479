"""One period of a timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from retrieval.answer import Citation
    from retrieval.store.hit import NearDuplicate


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One period of a timeline.

    Attributes:
        start: Its first day.
        end: Its exclusive end: the day after its last.
        articles: How many articles of the period speak of the topic, copies counted.
        stories: The same with near-copies of one story counted once, on the day of the first of them.
        citations: What the best of them says, quoted to the letter: at least one, numbered through the timeline.
        trimmed: Whether the quoted sentence goes on in the article.
        also: The other articles with the quoted story.
    """

    start: date
    end: date
    articles: int
    stories: int
    citations: tuple[Citation, ...]
    trimmed: bool = False
    also: tuple[NearDuplicate, ...] = ()

    @property
    def text(self) -> str:
        """What is quoted, on one line, with an ellipsis where the sentence goes on."""
        said = " ".join(" ".join(citation.quote.split()) for citation in self.citations)
        return f"{said}…" if self.trimmed else said
