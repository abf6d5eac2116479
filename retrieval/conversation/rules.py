"""A follow-up made to stand alone by rules: a word of it is replaced, or what it speaks of is put before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.conversation.anaphors import AnaphorKind
from retrieval.conversation.antecedents import Antecedents, phrase_span
from retrieval.conversation.content import content
from retrieval.conversation.context_dependence import ContextDependence, context_dependence, is_question
from retrieval.conversation.mentions import Mention, mentions
from retrieval.conversation.turns import Turn, turns
from retrieval.text.analysis import fold, stop_words, term, terms
from retrieval.text.timex import expressions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from langchain_core.messages import BaseMessage

_WORDY = 500  # characters from which a question says enough itself
_LONGEST = 240  # characters of what is put before a follow-up


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
        # "Good to know." is nothing that a question could lean on.
        if content(turn.question) or is_question(turn.question):
            said.insert(0, Turn(_FollowUp(turn.question, said, today).standalone(), turn.answer))
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
        return self._exchanged(dependence) or self._named(dependence) or self._joined()

    def _exchanged(self, dependence: ContextDependence) -> str | None:
        """The question before with another date or name in it: "And in 2015?"."""
        if dependence.anaphors or not (dependence.tied or dependence.corrects):
            return None
        phrase = dependence.core.strip(" ?.!…")
        own = len(_own_preposition(phrase))
        if [(max(e.at, own), e.to) for e in expressions(phrase, self._today)] == [(own, len(phrase))]:
            return self._with_date(phrase)
        bare = phrase[own:].removeprefix("the ")
        whole = [(begin, len(bare) + 4) for begin in (0, 4)]
        # A word stands before it, as a name at the beginning of a sentence is told less surely.
        named = mentions(f"the {bare}", self._everything)
        if dependence.tied and len(named) == 1 and phrase_span(f"the {bare}", named[0]) in whole:
            return self._with_name(phrase, named[0])
        return None

    def _with_date(self, phrase: str) -> str | None:
        before = self._said[0].question
        dates = expressions(before, self._today)
        foreign = is_cyrillic(before) != is_cyrillic(phrase)
        if not dates and not foreign:
            return f"{before.rstrip(' ?.!…')} {phrase}?"
        if len(dates) != 1:
            return None
        at, to = dates[0].at, dates[0].to
        year, other = _YEAR.search(before[at:to]), _YEAR.findall(phrase)
        if foreign:
            return before[:at] + _YEAR.sub(other[0], before[at:to]) + before[to:] if year and other else None
        if year and not other and _MONTH.fullmatch(phrase) and (tail := _YEAR_BEHIND.search(before[at:to])):
            phrase += tail.group() if tail.start() else f" {tail.group()}"
        return _put(before, at, to, phrase)

    def _with_name(self, phrase: str, name: Mention) -> str | None:
        before = self._said[0].question
        named = mentions(before, self._everything)
        alike = [one for one in named if one.kind is name.kind]
        if not alike and len(named) == 1 and not (name.sure and named[0].sure):
            alike = named
        if not alike or any(one.text == name.text for one in named):
            return None
        at, to = phrase_span(before, alike[-1])
        return _put(before, at, to, phrase)

    def _named(self, dependence: ContextDependence) -> str | None:
        """The question with the names that it speaks of in it or before it."""
        antecedents = Antecedents(self._said, self._today)
        person = antecedents.person(dependence)
        if person is None and is_cyrillic(dependence.core):
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
        if len(names) == 1 and (replaced := _replaced(dependence, names[0])):
            return replaced
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
_PREPOSITION = re.compile(
    r"""(?:in|on|at|for|from|to|since|until|before|after|during|with|by|about|of|в|во|на|за|с|со|из|до|после|к|по|от|при|
    о|об|про|дар|аз|то|ба|бо|барои)\ (?:the\ )?""",
    re.IGNORECASE | re.VERBOSE,
)
_PREPOSITION_BEFORE = re.compile(rf"(?<!\w){_PREPOSITION.pattern}$", _PREPOSITION.flags)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_YEAR_BEHIND = re.compile(r"(?:^|,?(?: of)? )(?:соли )?\d{4}(?: ?г(?:од\w{0,2}|\.)?)?$")
_MONTH = re.compile(r"(?:(?:in|on|в|во|дар) )?(?:моҳи )?[^\W\d]{3,9}(?: \d{1,2})?", re.IGNORECASE)


def is_cyrillic(text: str) -> bool:
    """Whether a text has more Cyrillic letters than others."""
    return 2 * len(re.findall("[\u0400-\u04ff]", text)) > sum(map(str.isalpha, text))


def _is_name(core: str, known: str) -> bool:
    """Whether a question consists of names."""
    of_names = {one for name in mentions(f"x {core}", known) for one in terms(name.text)}
    return set(content(core)) <= of_names


def _own_preposition(phrase: str) -> str:
    found = _PREPOSITION.match(phrase)
    return found.group() if found else ""


def _put(text: str, at: int, to: int, phrase: str) -> str:
    """A text with a phrase in the place of a part, and of the preposition before where the phrase has its own."""
    if _own_preposition(phrase) and (before := _PREPOSITION_BEFORE.search(text[:at])):
        at = before.start()
    return text[:at] + phrase + text[to:]


_SUBJECTS = ("he", "she", "it", "him", "they", "them")
_OWNERS = ("his", "its", "their")
# Behind "her" as an object stands the end, a verb or a little word; else it is an owner.
_OBJECT_BEHIND = re.compile(r"\W|$| (?:in|on|at|to|for|from|with|about|after|before|and|when|as|by)\b")


def _replaced(dependence: ContextDependence, name: str) -> str | None:
    """The question with a name in the place of its first pronoun, where that is good English."""
    if not dependence.anaphors:
        return _defined(dependence, name)
    first = dependence.anaphors[0]
    if first.kind not in (AnaphorKind.MAN, AnaphorKind.WOMAN, AnaphorKind.THING, AnaphorKind.PLACE):
        return None
    word, at, to = first.text.casefold(), first.at, first.to
    if word in _OWNERS or (word == "her" and not _OBJECT_BEHIND.match(dependence.core[to:])):
        name += "’" if name.endswith("s") else "’s"
    elif word == "there":
        name = f"in {name}"
    elif word not in (*_SUBJECTS, "her"):
        return None
    if at == 0:
        name = name[0].upper() + name[1:]
    return dependence.core[:at] + name + dependence.core[to:]


def _defined(dependence: ContextDependence, name: str) -> str | None:
    """The question with "the Istiqlol tunnel" for "the tunnel"."""
    noun = name.rsplit(" ", 1)[-1]
    if not name.lower().startswith("the ") or term(noun) not in dependence.nouns:
        return None
    core = re.sub(
        rf"\b(?:the|that|this) {re.escape(noun)}\b", name, dependence.core, count=1, flags=re.IGNORECASE
    )
    return core if core != dependence.core else None


def _lowered(core: str) -> str:
    """A question as it stands behind a colon."""
    first = core.split(" ", 1)[0]
    return core[0].lower() + core[1:] if fold(first.strip("?!.,")) in stop_words() and first != "I" else core
