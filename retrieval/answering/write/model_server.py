"""A language model's server, and which parts of a request it refuses: met once, then left out."""

from __future__ import annotations

import logging
import re
from collections import Counter
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from retrieval.answering.write.server_words import message_of, server_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from langchain_core.language_models import BaseChatModel

log = logging.getLogger(__name__)

_REFUSED_STATUS = frozenset([400, 404, 405, 415, 422, 500, 501])
_REFUSES = re.compile(
    r"unsupported|unknown|unrecogni[sz]ed|unexpected|invalid|extra|must be|must alternate|only"
    r"|\bnot (?:\w+ )?(?:supported?|allowed|permitted|available|implemented|accepted?)"
    r"|(?:doesn't|can't|cannot) (?:\w+ )?(?:support|accept|be)",
    re.IGNORECASE,
)
_LIMITS = ("max_tokens", "num_predict")  # what the fields of chat models are called


class RequestPart(Enum):
    """A part of a request that an answer can do without, by how servers name it."""

    TEMPERATURE = re.compile(r"temperature", re.IGNORECASE)
    TOKEN_LIMIT = re.compile(r"max_(?:completion_|output_)?tokens|num_predict", re.IGNORECASE)
    SYSTEM_MESSAGE = re.compile(
        r"system (?:role|message|prompt|instruction)|role\W{0,6}system|developer instruction|roles must",
        re.IGNORECASE,
    )
    STREAM = re.compile(r"\bstream(?:ing|s|ed)?\b", re.IGNORECASE)


class ModelServer:
    """The server of a chat model.

    What it has refused is known to all that ask the same model at the same address in this process.

    Args:
        model: The model, as it was set up.
    """

    def __init__(self, model: BaseChatModel) -> None:
        self._model = model
        self._refused = _refused_at(*_address(model))

    @property
    def model(self) -> BaseChatModel:
        """The model without what was refused."""
        changes: dict[str, Any] = {}
        if self._refused[RequestPart.TEMPERATURE]:
            changes["temperature"] = None
        if self._refused[RequestPart.TOKEN_LIMIT]:
            changes |= self._other_limit()
        if self._refused[RequestPart.STREAM]:
            changes["disable_streaming"] = True
        return self._model.model_copy(update=changes) if changes else self._model

    def messages(self, given: Sequence[BaseMessage]) -> list[BaseMessage]:
        """Messages as the server takes them: where it refuses a system message, its text begins the first question."""
        if not self._refused[RequestPart.SYSTEM_MESSAGE] or not isinstance(given[0], SystemMessage):
            return list(given)
        system, question, *others = given
        return [HumanMessage(f"{system.text}\n\n{question.text}"), *others]

    def learns(self, error: Exception, private: str) -> bool:
        """Whether an error refuses a part of the request that can be left out, as it is from now on.

        Args:
            error: What the model's client raised.
            private: What a reader wrote, of which nothing is logged.
        """
        part = self._part_refused(error)
        if part is None:
            return False
        self._refused[part] += 1
        name = part.name.lower().replace("_", " ")
        log.warning(
            "the model's server refuses the %s, which is left out now; it said: %s",
            name,
            server_said(error, private),
        )
        return True

    def _part_refused(self, error: Exception) -> RequestPart | None:
        said = f"{message_of(error)} {getattr(error, 'param', None) or ''}"
        if getattr(error, "status_code", None) not in _REFUSED_STATUS or not _REFUSES.search(said):
            return None
        return next((part for part in RequestPart if part.value.search(said) and self._is_sent(part)), None)

    def _is_sent(self, part: RequestPart) -> bool:
        """Whether requests still have a part."""
        match part:
            case RequestPart.TEMPERATURE:
                return getattr(self.model, "temperature", None) is not None
            case RequestPart.TOKEN_LIMIT:
                return self._refused[part] < (2 if hasattr(self._model, "extra_body") else 1)
            case _:
                return not self._refused[part]

    def _other_limit(self) -> dict[str, Any]:
        """The limit of tokens under its older name where that was not refused too, else none."""
        changes: dict[str, Any] = {name: None for name in _LIMITS if hasattr(self._model, name)}
        if self._refused[RequestPart.TOKEN_LIMIT] == 1 and hasattr(self._model, "extra_body"):
            limit = {"max_tokens": getattr(self._model, "max_tokens", None)}
            changes["extra_body"] = (self._model.extra_body or {}) | limit
        return changes


@cache
def _refused_at(kind: str, name: str, address: str) -> Counter[RequestPart]:
    """How often each part was refused by a model at an address."""
    return Counter()


def _address(model: BaseChatModel) -> tuple[str, str, str]:
    """The kind of a model, its name, and its server's address where it is not the kind's own."""
    name = getattr(model, "model_name", None) or getattr(model, "model", "")
    fields = ("openai_api_base", "anthropic_api_url", "base_url")
    address = next((str(value) for field in fields if (value := getattr(model, field, None))), "")
    return type(model).__name__, str(name), address
