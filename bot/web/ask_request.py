"""What is asked over HTTP, checked field by field."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from langchain_core.messages import BaseMessage, HumanMessage
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from retrieval.conversation import answer_message
from retrieval.store.filters import Filters

if TYPE_CHECKING:
    from retrieval.retriever import HybridRetriever

LONGEST_QUESTION = 10_000
"""Characters of a question."""

_LONGEST_MESSAGE = 100_000
_MESSAGES = 200
_OUTLETS = 100


def _date(value: str) -> str:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("write a day as 2024-03-31, or a moment as 2024-03-31T12:00:00+05:00") from None
    return value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("the question is empty")
    return value.strip()


QuestionText = Annotated[str, Field(max_length=LONGEST_QUESTION), AfterValidator(_not_blank)]
DayOrMoment = Annotated[str, Field(max_length=40), AfterValidator(_date)]
Outlet = Annotated[str, Field(max_length=300)]


class HistoryMessage(BaseModel):
    """Something that was said before."""

    model_config = ConfigDict(extra="forbid")

    role: Literal["user", "assistant"]
    content: Annotated[str, Field(max_length=_LONGEST_MESSAGE)]
    refused: bool = Field(False, description="Whether an answer was a refusal.")

    def message(self) -> BaseMessage:
        """As the chain takes it."""
        if self.role == "user":
            return HumanMessage(self.content)
        return answer_message(self.content, refused=self.refused)


class FilteredQuestion(BaseModel):
    """A question, and which articles are asked."""

    model_config = ConfigDict(extra="forbid")

    question: QuestionText = Field(description="The question, in any language of the articles.")
    published_after: DayOrMoment | None = Field(
        None, description="Only from this day or moment on; a day is meant where each article was published."
    )
    published_before: DayOrMoment | None = Field(None, description="Only from before this day or moment.")
    sources: Annotated[list[Outlet], Field(max_length=_OUTLETS)] = Field(
        [], description="Only of these outlets."
    )

    def asked(self) -> dict[str, Any]:
        """As the chain takes it."""
        return {
            "question": self.question,
            "published_after": self.published_after,
            "published_before": self.published_before,
            "sources": tuple(self.sources),
        }


class SearchRequest(FilteredQuestion):
    """What passages are looked for."""

    limit: Annotated[int, Field(ge=1, le=50)] | None = Field(None, description="At most so many passages.")

    def found(self, retriever: HybridRetriever) -> list[dict[str, Any]]:
        """The passages, as `presscite search --json` prints them.

        Args:
            retriever: Finds them.

        Raises:
            RetrievalError: As the retriever raises it.
        """
        filters = Filters.of(self.asked(), retriever.zone)
        hits = retriever.hits(self.question, self.limit or retriever.limit, filters)
        return [{"text": hit.text, **hit.facts(), **retriever.links.facts(hit)} for hit in hits]


class AskRequest(FilteredQuestion):
    """A question in a conversation."""

    history: Annotated[list[HistoryMessage], Field(max_length=_MESSAGES)] = Field(
        [], description="What was said before, oldest first; a follow-up may refer to it."
    )
    stream: bool = Field(False, description="Whether the answer comes as server-sent events.")

    def asked(self) -> dict[str, Any]:
        """As the chain takes it."""
        return {**super().asked(), "history": [message.message() for message in self.history]}
