"""What was said in a conversation: the latest questions, and what was answered to each."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from corpus import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LATEST = 6
"""How many turns are looked at: what a follow-up speaks of was said a few turns ago."""

_MESSAGES = 40  # looked at from the end, whoever spoke
_QUESTION_CHARS = 500
_ANSWER_CHARS = 1_200
_REMEMBERED = 512  # texts; those of a conversation are read again with every further question
_REFUSED = "refused"

_LINK = re.compile(r"\[([^\]\n]{0,200})\]\([^)\n]{0,500}\)|https?://\S+")
_MARKS = re.compile(r"(?:\s*\[\d{1,3}(?:,\s*\d{1,3})*\])+")
_MARKUP = re.compile(r"[*_`#>|]{1,3}(?=\S)|(?<=\S)[*_`|]{1,3}")


class Turn(NamedTuple):
    """A question and what was answered to it.

    Attributes:
        question: The question, cleaned.
        answer: The answer without marks; empty where there was none, or where it was a refusal.
    """

    question: str
    answer: str = ""


def turns(history: Sequence[BaseMessage]) -> list[Turn]:
    """The latest turns, oldest first; what neither side said (instructions, tool calls) is passed over.

    Args:
        history: Messages, oldest first; of many only the last ones are looked at, of long ones only the beginning.
    """
    found: list[Turn] = []
    answer = ""
    for message in reversed(history[-_MESSAGES:]):
        if isinstance(message, AIMessage):
            answer = "" if is_refused(message) else _answer(message.text)
        elif isinstance(message, HumanMessage):
            question = _question(message.text)
            if question:
                found.append(Turn(question, answer))
            answer = ""
        if len(found) == LATEST:
            break
    return found[::-1]


def without_courtesies(
    history: Sequence[BaseMessage], asks: Callable[[str], bool]
) -> tuple[BaseMessage, ...]:
    """The messages of the latest turns, without what asks for nothing and what was said back to it.

    Args:
        history: Messages, oldest first.
        asks: Whether a text asks for something.
    """
    kept: list[BaseMessage] = []
    behind: list[BaseMessage] = []  # what was said back to the question that comes next
    questions = 0
    for message in reversed(history[-_MESSAGES:]):
        behind.append(message)
        if isinstance(message, HumanMessage):
            if asks(_question(message.text)):
                kept += behind
                questions += 1
            behind = []
        if questions == LATEST:
            break
    return tuple(reversed(kept))


@lru_cache(maxsize=_REMEMBERED)
def _question(text: str) -> str:
    return " ".join(clean(text[:_QUESTION_CHARS]).split())


@lru_cache(maxsize=_REMEMBERED)
def _answer(text: str) -> str:
    text = _LINK.sub(r"\1", clean(text[:_ANSWER_CHARS]))
    return " ".join(_MARKUP.sub("", _MARKS.sub("", text)).split())


def answer_message(text: str, *, refused: bool) -> AIMessage:
    """An answer as a message of a history: whether it was a refusal is a field, not a matter of its words."""
    return AIMessage(text, additional_kwargs={_REFUSED: True} if refused else {})


def is_refused(message: AIMessage) -> bool:
    """Whether a message of a history says of itself that it was a refusal."""
    return message.additional_kwargs.get(_REFUSED) is True
