"""A question as it was asked, and the question that is searched for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from langchain_core.messages import BaseMessage, HumanMessage

from corpus import clean, detect_language
from corpus.languages.detection import certain_language, script_of
from corpus.languages.registry import languages
from corpus.languages.script import LATIN
from retrieval.errors import QuestionError
from retrieval.question_kind import QuestionKind
from retrieval.sentences import SENTENCES
from retrieval.store.filters import Filters, moment

if TYPE_CHECKING:
    from datetime import tzinfo

_KNOWN = {
    "question",
    "history",
    "published_after",
    "published_before",
    "sources",
    "now",
    "language_model",
    "language",
}
_LANGUAGE_CHARS = 2_000  # of a text, by which its language is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a caller asks.

    Attributes:
        text: The question as it was asked, without stray characters.
        searched_for: The question as it is searched for: the same, or made to stand alone.
        history: Earlier messages of the conversation, oldest first.
        filters: What to search among.
        now: The moment that relative times are counted from, in the time zone whose days are meant.
        language_model: Whether a language model may be asked, where there is one.
        language: Code of the question's language; where a short one does not show it, that of the conversation, then
            that of the reader; "en" where none is known, or readers are not spoken to in it.
        kind: What it asks for; a fact until it has been told.
    """

    text: str
    searched_for: str
    history: tuple[BaseMessage, ...]
    filters: Filters
    now: datetime
    language_model: bool
    language: str
    kind: QuestionKind = QuestionKind.FACT

    @property
    def private(self) -> str:
        """The words of the conversation, none of which may be logged."""
        return " ".join([self.text, self.searched_for, *(message.text for message in self.history)])

    @classmethod
    def of(cls, given: object, zone: tzinfo = UTC) -> Question:
        """A question from a string, or from a mapping with `question` and optional further keys.

        Args:
            given: The string or mapping.
            zone: Whose days "today" and the like mean, where the mapping has no `now` that says so.

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
        return cls(
            text=text,
            searched_for=text,
            history=history,
            filters=Filters.of(given, zone),
            now=moment(given, "now", zone) or datetime.now(zone),
            language_model=_yes_or_no(given, "language_model"),
            language=_language(text, history, _reader_language(given)),
        )


def _language(text: str, history: Sequence[BaseMessage], reader: str | None) -> str:
    """The language that a question is answered in: its own, else the conversation's, else the reader's."""
    sample = text[:_LANGUAGE_CHARS]
    asked = (m.text[:_LANGUAGE_CHARS] for m in reversed(history) if isinstance(m, HumanMessage))
    # What is in the letters of another language is not in this one; Latin ones are typed for any.
    latin = script_of(sample) in (None, LATIN)
    known = (
        code
        for code in (*map(certain_language, asked), reader)
        if code is not None and (latin or languages()[code].script == script_of(sample))
    )
    found = certain_language(sample) or next(known, None) or detect_language(sample)
    return found if found is not None and found in SENTENCES else "en"


def _reader_language(given: Mapping[str, Any]) -> str | None:
    """The language under `language` in a mapping, as far as there is one of this code."""
    code = given.get("language")
    if code is not None and not isinstance(code, str):
        raise QuestionError(f"language = {code!r} is no code of a language, such as 'en'")
    return code if code in languages() else None


def _yes_or_no(given: Mapping[str, Any], name: str) -> bool:
    """The choice under a name in a mapping; yes where it is left out or `None`."""
    value = given.get(name)
    if value is not None and not isinstance(value, bool):
        raise QuestionError(f"{name} = {value!r} is neither True nor False")
    return value is not False


def _messages(given: Any) -> tuple[BaseMessage, ...]:
    if given is None:
        return ()
    if not isinstance(given, Sequence) or not all(isinstance(message, BaseMessage) for message in given):
        raise QuestionError("history must be a list of LangChain messages")
    return tuple(given)
