"""A question as it was asked, and the question that is searched for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from langchain_core.messages import BaseMessage, HumanMessage

from corpus import clean, detect_language
from retrieval.errors import QuestionError
from retrieval.filters import Filters, moment
from retrieval.keywords import content_terms, words

if TYPE_CHECKING:
    from datetime import datetime

_KNOWN = {"question", "history", "published_after", "published_before", "sources", "now"}

# A follow-up speaks of something said before: it starts as a continuation, or stands on a pronoun alone.
_CONTINUES = re.compile(
    r"^(and|but|so|what about|how about|а|и|но|а что|что насчёт|ва|лекин)\b", re.IGNORECASE
)
_PRONOUNS = frozenset(
    """
    he him his she her hers it its they them their theirs that this those these there then
    он его него ему нему им ним она её ее неё нее ей ней оно они их них этот эта это эти тот там тогда
    ӯ вай онҳо ин он инҳо
    """.split()
)
_FEW_TERMS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a caller asks.

    Attributes:
        text: The question as it was asked, without stray characters.
        history: Earlier messages of the conversation, oldest first.
        filters: What to search among.
        now: The moment that relative times are counted from; `None` for the real one.
        language: Code of the question's language; "en" where it cannot be told.
    """

    text: str
    history: tuple[BaseMessage, ...]
    filters: Filters
    now: datetime | None
    language: str

    @classmethod
    def of(cls, given: object) -> Question:
        """A question from a string, or from a mapping with `question` and optional further keys.

        Raises:
            QuestionError: The input is neither, or one of its values is of a wrong type.
        """
        if isinstance(given, str):
            given = {"question": given}
        if not isinstance(given, Mapping) or not isinstance(given.get("question"), str):
            raise QuestionError("ask with a string, or a mapping whose 'question' is a string")
        if unknown := sorted(set(map(str, given)) - _KNOWN):
            raise QuestionError(f"unknown key {unknown[0]!r}; the known ones are {', '.join(sorted(_KNOWN))}")
        text = clean(given["question"])
        history = _messages(given.get("history"))
        language = detect_language(text[:2_000])
        return cls(
            text=text,
            history=history,
            filters=Filters.of(given),
            now=moment(given, "now"),
            language=language if language in ("ru", "tg") else "en",
        )

    def standalone(self) -> str:
        """The question with what it leans on put before it, where it is a follow-up."""
        before = [m.text for m in self.history if isinstance(m, HumanMessage)]
        if not before or not _leans(self.text):
            return self.text
        return f"{clean(before[-1])} {self.text}"


def _messages(given: Any) -> tuple[BaseMessage, ...]:
    if given is None:
        return ()
    if not isinstance(given, Sequence) or not all(isinstance(message, BaseMessage) for message in given):
        raise QuestionError("history must be a list of LangChain messages")
    return tuple(given)


def _leans(text: str) -> bool:
    if _CONTINUES.match(text):
        return True
    spoken = {word.casefold() for word in words(text)}
    return bool(spoken & _PRONOUNS) and len(content_terms(text)) <= _FEW_TERMS
