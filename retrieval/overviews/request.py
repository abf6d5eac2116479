"""What an overview is asked for: a topic, times and outlets, one of these, or nothing in particular."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from retrieval.query.subject import subject
from retrieval.question_kind import QuestionKind
from retrieval.text.analysis import fold, words

if TYPE_CHECKING:
    from retrieval.query.query import Query
    from retrieval.question import Question
    from retrieval.store.filters import Filters

_REPORTED_WITHIN = timedelta(days=2)  # of what happened; news comes a little later


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewRequest:
    """What an overview is asked for.

    Attributes:
        topic: What it is to be about; empty for anything.
        among: What to look among; an article that passes any of them will do.
        timeless: The same whatever the times asked for; `None` where none are.
    """

    topic: str
    among: tuple[Filters, ...]
    timeless: Filters | None

    @classmethod
    def of(cls, query: Query, filters: Filters, kind: QuestionKind) -> Self:
        """What a question asks for.

        Args:
            query: The question.
            filters: What its asker wants to search among.
            kind: What it asks for; an overview without a time and an outlet is of something.
        """
        asked = query.asked_times
        times = [time for time in asked.times if not time.of_thing]
        own = filters.narrowed(sources=query.outlets)
        certain = kind is QuestionKind.OVERVIEW and not times and not query.outlets
        spans = ((time.start, time.end and time.end + _REPORTED_WITHIN) for time in times)
        return cls(
            topic=_beside_outlets(subject(asked.rest, certain=certain), query.outlets),
            among=tuple(own.narrowed(*span) for span in spans) or (own,),
            timeless=own if times else None,
        )


def stands_alone(question: Question) -> bool:
    """Whether nothing that was said before can matter: nothing is searched for, or the newest of all is."""
    if not question.kind.searches:
        return True
    return question.kind is QuestionKind.LATEST and not subject(question.text)


def _beside_outlets(topic: str, outlets: tuple[str, ...]) -> str:
    """The topic; empty where it has no other words than names of outlets."""
    named = {fold(word) for outlet in outlets for word in words(outlet)}
    return topic if any(fold(word) not in named for word in words(topic)) else ""
