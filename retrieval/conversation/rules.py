"""A follow-up made to stand alone by rules: a word of it is replaced, or what it speaks of is put before it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from corpus.languages.detection import script_of
from corpus.languages.registry import all_words, any_pattern
from corpus.languages.script import CYRILLIC
from retrieval.conversation.anaphors import AnaphorKind
from retrieval.conversation.antecedents import Antecedents
from retrieval.conversation.content import content
from retrieval.conversation.context_dependence import ContextDependence, context_dependence
from retrieval.conversation.mentions import mentions
from retrieval.conversation.noun_phrase import has_article
from retrieval.conversation.pronoun import replaced
from retrieval.conversation.question_form import is_question
from retrieval.conversation.substitution import Substitution
from retrieval.conversation.turns import Turn, turns
from retrieval.text.analysis import fold, stop_words, term, terms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from langchain_core.messages import BaseMessage

_WORDY = 500  # characters from which a question says enough itself
_LONGEST = 240  # characters of what is put before a follow-up
_REMEMBERED = 256  # questions; those of a conversation are said before every further one


def standalone(text: str, history: Sequence[BaseMessage], today: date) -> str:
    """The question as it would be put without the conversation; the same words where it stands alone.

    Args:
        text: The question.
        history: The messages before it, oldest first.
        today: The day that relative times are counted from.
    """
    if len(text) > _WORDY:
        return text
    said: list[Turn] = []
    for turn in turns(history):
        # "Good to know." is nothing that a question could depend on.
        if is_question(turn.question) or content(turn.question):
            said.insert(0, Turn(_as_put(turn.question, tuple(said), today), turn.answer))
    return _as_put(text, tuple(said), today)


@lru_cache(maxsize=_REMEMBERED)
def _as_put(text: str, said: tuple[Turn, ...], today: date) -> str:
    """A question as it would be put without the questions before it, which are made to stand alone, latest first."""
    return _FollowUp(text, said, today).standalone()


class _FollowUp:
    """A question and what was said before it.

    Args:
        text: The question.
        said: The questions before it, made to stand alone, with their answers; latest first.
        today: The day that relative times are counted from.
    """

    def __init__(self, text: str, said: Sequence[Turn], today: date) -> None:
        self._text = text
        self._said = said
        self._today = today

    def standalone(self) -> str:
        dependence = context_dependence(
            self._text, [part for one in self._said for part in (one.question, one.answer) if part]
        )
        if dependence is None:
            return self._text
        return (
            Substitution(self._said, self._today).question(dependence)
            or self._named(dependence)
            or self._joined()
        )

    def _named(self, dependence: ContextDependence) -> str | None:
        """The question with the names that it speaks of in it or before it."""
        antecedents = Antecedents(self._said, self._today)
        person = antecedents.person(dependence)
        if person is None and script_of(dependence.core) == CYRILLIC:
            return None  # names stand there in the case that the question before asked for
        names = [person] if person else antecedents.names(dependence)
        if (
            not person
            and dependence.tied
            and not dependence.anaphors
            and _is_name(dependence.core, self._everything)
        ):
            return None
        names = [name for name in names if name.casefold() not in dependence.core.casefold()]
        if not names:
            return None
        if len(names) == 1 and (question := _replaced(dependence, names[0])):
            return question
        headed = f"{', '.join(names)}: {_lowered(dependence.core)}"
        return headed[0].upper() + headed[1:]

    def _joined(self) -> str:
        """The question behind the one before, which says the rest."""
        before = self._said[0].question
        parts = _SENTENCE_END.split(before)
        if len(parts) > 2:
            # The first says what the conversation is about, the last what was asked about it.
            before = f"{parts[0]} {parts[-1]}"
        if len(before) > _LONGEST:
            before = before[-_LONGEST:].split(" ", 1)[-1]
        if before[-1] not in ".?!…":
            before += "?" if is_question(before) else "."
        return f"{before} {self._text}"

    @property
    def _everything(self) -> str:
        return " ".join(part for one in self._said for part in (one.question, one.answer))


_SENTENCE_END = re.compile(r"(?<=\w[.?!…])\s+")  # people begin sentences with small letters too


def _is_name(core: str, known: str) -> bool:
    """Whether a question consists of names."""
    of_names = {one for name in mentions(f"x {core}", known) for one in terms(name.text)}
    return set(content(core)) <= of_names


def _replaced(dependence: ContextDependence, name: str) -> str | None:
    """The question with a name in the place of its first pronoun, where that is good style."""
    if not dependence.anaphors:
        return _defined(dependence, name)
    first = dependence.anaphors[0]
    if first.kind not in (AnaphorKind.MAN, AnaphorKind.WOMAN, AnaphorKind.THING, AnaphorKind.PLACE):
        return None
    before, behind = dependence.core[: first.at], dependence.core[first.to :]
    put = replaced(first.text.casefold(), behind, name)
    if put is None:
        return None
    return before + (put if before else put[0].upper() + put[1:]) + behind


def _defined(dependence: ContextDependence, name: str) -> str | None:
    """The question with "the Istiqlol tunnel" for "the tunnel"."""
    noun = name.rsplit(" ", 1)[-1]
    if not has_article(name) or term(noun) not in dependence.nouns:
        return None
    determiners = any_pattern(lambda language: language.phrase_words.determiners)
    core = re.sub(
        rf"\b{determiners} {re.escape(noun)}\b", name, dependence.core, count=1, flags=re.IGNORECASE
    )
    return core if core != dependence.core else None


def _lowered(core: str) -> str:
    """A question as it stands behind a colon."""
    first = core.split(" ", 1)[0]
    if fold(first.strip("?!.,")) in stop_words() and first not in _always_upper():
        return core[0].lower() + core[1:]
    return core


@cache
def _always_upper() -> frozenset[str]:
    return all_words(lambda language: language.mention_words.never)
