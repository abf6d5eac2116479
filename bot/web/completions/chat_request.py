"""A request for a chat completion in OpenAI's form, as a question with its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from langchain_core.messages import BaseMessage, HumanMessage
from pydantic import BaseModel, ConfigDict, Field

from bot.web.ask_request import LONGEST_QUESTION, DayOrMoment, Outlet
from bot.web.request_problem import RequestFailedError, RequestProblem, bad_field
from retrieval.conversation import answer_message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MODEL = "presscite"
"""The name of the one model there is."""

EXTENSION = "presscite"
"""The field of a message that holds what OpenAI's form has no place for."""

NO_SUCH_MODEL = RequestProblem(
    status=404, code="model_not_found", message=f'The only model is "{MODEL}".', param="model"
)

_INSTRUCTIONS = {"system", "developer"}
_TOOLS = ("tools", "functions")


class ContentPart(BaseModel):
    """A part of a message's content."""

    type: str
    text: str | None = None


class ChatMessage(BaseModel):
    """A message of the conversation; fields that are not listed are passed over."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[ContentPart] | None = None
    refusal: str | None = None
    presscite: dict[str, Any] | None = None

    @property
    def text(self) -> str:
        """Its words.

        Raises:
            RequestFailedError: It holds something else, such as a picture.
        """
        if self.content is None or isinstance(self.content, str):
            return self.content or ""
        if other := next((part.type for part in self.content if part.type not in {"text", "refusal"}), None):
            raise RequestFailedError(
                bad_field("messages", f"content of the type {other[:40]!r} is not read.")
            )
        return "\n".join(part.text or "" for part in self.content)

    @property
    def refused(self) -> bool:
        """Whether it is an answer that was a refusal."""
        return self.refusal is not None or (self.presscite or {}).get("refused") is True


class StreamOptions(BaseModel):
    """What a stream has beside the answer."""

    include_usage: bool | None = None


class ChatRequest(BaseModel):
    """A chat completion; fields that are not listed are passed over, as OpenAI's own servers do."""

    model_config = ConfigDict(extra="ignore")

    model: str = Field(max_length=200, description=f'The name of the model: "{MODEL}".')
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=500)] = Field(
        description="The conversation, the question last. Instructions (system, developer) are ignored."
    )
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: int | None = Field(None, description="Only 1 answer is given.")
    tools: list[Any] | None = Field(None, description="Refused.")
    functions: list[Any] | None = Field(None, description="Refused.")
    response_format: dict[str, Any] | None = Field(None, description="Refused, but for text.")
    published_after: DayOrMoment | None = Field(None, description="As in /ask.")
    published_before: DayOrMoment | None = Field(None, description="As in /ask.")
    sources: Annotated[list[Outlet], Field(max_length=100)] = Field([], description="As in /ask.")

    def asked(self) -> dict[str, Any]:
        """The question, as the chain takes it.

        Raises:
            RequestFailedError: It asks for something that is not given here.
        """
        self._check()
        said = [message for message in self.messages if message.role not in _INSTRUCTIONS]
        if not said or said[-1].role != "user":
            raise RequestFailedError(bad_field("messages", "the last message has to be the user's question."))
        question = said[-1].text.strip()
        if not question or len(question) > LONGEST_QUESTION:
            raise RequestFailedError(
                bad_field("messages", f"the question has to have 1 to {LONGEST_QUESTION} characters.")
            )
        return {
            "question": question,
            "history": list(_history(said[:-1])),
            "published_after": self.published_after,
            "published_before": self.published_before,
            "sources": tuple(self.sources),
        }

    def _check(self) -> None:
        if self.model != MODEL:
            raise RequestFailedError(NO_SUCH_MODEL)
        if self.n not in {None, 1}:
            raise RequestFailedError(bad_field("n", "one answer is given; leave it out or write 1."))
        for name in _TOOLS:
            if getattr(self, name):
                raise RequestFailedError(bad_field(name, "this model calls no tools; leave them out."))
        if (self.response_format or {}).get("type", "text") != "text":
            raise RequestFailedError(bad_field("response_format", "answers are text; leave it out."))


def _history(messages: Iterable[ChatMessage]) -> Iterator[BaseMessage]:
    for message in messages:
        if message.role == "user":
            yield HumanMessage(message.text)
        elif message.role == "assistant":
            yield answer_message(message.text, refused=message.refused)
        else:
            raise RequestFailedError(
                bad_field("messages", "this model calls no tools; leave their results out.")
            )
