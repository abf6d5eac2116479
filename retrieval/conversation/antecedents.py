"""What a follow-up speaks of: the names in the questions and answers before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus import sentences
from retrieval.conversation.anaphors import AnaphorKind
from retrieval.conversation.content import content
from retrieval.conversation.mentions import Mention, NameKind, is_female, mentions
from retrieval.conversation.noun_phrase import phrase_span
from retrieval.conversation.question_form import asks_who
from retrieval.text.analysis import terms
from retrieval.text.timex import expressions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from retrieval.conversation.context_dependence import ContextDependence
    from retrieval.conversation.turns import Turn

_MOST = 3  # names that a follow-up is given
_PEOPLE = {AnaphorKind.MAN, AnaphorKind.WOMAN, AnaphorKind.ONE}


class Antecedents:
    """The names that a question may speak of.

    Args:
        said: What was said before it, latest first.
        today: The day that relative times are counted from.
    """

    def __init__(self, said: Sequence[Turn], today: date) -> None:
        self._said = said
        self._today = today
        self._everything = " ".join(part for one in said for part in (one.question, one.answer))

    def person(self, dependence: ContextDependence) -> str | None:
        """The one person that a pronoun stands for, where there is one."""
        kinds = {one.kind for one in dependence.anaphors}
        if not kinds & _PEOPLE or (kinds == {AnaphorKind.ONE} and self._speaks_of_a_thing()):
            return None
        for sure in (True, False):
            for text in self._texts():
                for name in self._mentions(text):
                    if name.kind is NameKind.PERSON and name.sure >= sure and _agrees(name.text, kinds):
                        return self._full(name.text)
        return None

    def names(self, dependence: ContextDependence) -> list[str]:
        """The names that a question is about, most telling first; none where the question before has to say it all."""
        kinds = {one.kind for one in dependence.anaphors}
        if AnaphorKind.OTHER in kinds or dependence.corrects or not content(dependence.core):
            return []
        if dependence.nouns and not kinds:
            return self._beside(dependence.nouns)
        if AnaphorKind.TIME in kinds:
            return self._subject(kinds) + self._date()
        if AnaphorKind.PLACE in kinds and (place := self._place()):
            return place
        return self._subject(kinds)

    def _speaks_of_a_thing(self) -> bool:
        """Whether the question before names a thing and no person: his, or its?"""
        kinds = {name.kind for name in self._mentions(self._said[0].question)}
        return NameKind.OTHER in kinds and NameKind.PERSON not in kinds

    def _full(self, name: str) -> str:
        """The longest form in which a person was named: "Emomali Rahmon" for "Rahmon"."""
        forms = [one.text for one in self._mentions(self._everything) if one.text.endswith(f" {name}")]
        return max(forms, key=len, default=name)

    def _beside(self, nouns: Sequence[str]) -> list[str]:
        """The names beside a noun where it was last spoken of."""
        for text in self._texts():
            for span in sentences(text):
                sentence = text[span.start : span.end]
                if not set(nouns).isdisjoint(terms(sentence)):
                    return self._phrases(sentence, self._mentions(sentence))
        return self._subject(set())

    def _subject(self, kinds: set[AnaphorKind]) -> list[str]:
        """What the conversation is about: the names of the question before, else of its answer."""
        latest = self._said[0]
        if AnaphorKind.MANY in kinds and (people := self._people_asked_for()):
            return people
        named = self._mentions(latest.question)
        if kinds == {AnaphorKind.THING}:
            named = _things(named)
            if self._is_beside_the_point(latest.question, named):
                return []
        if named or not kinds:
            return self._phrases(latest.question, named)
        named = self._mentions(latest.answer)
        return self._phrases(latest.answer, _things(named) if kinds == {AnaphorKind.THING} else named)

    def _people_asked_for(self) -> list[str]:
        """The people in the answer to a question that asked who; none where there are not several."""
        latest = self._said[0]
        if not asks_who(latest.question):
            return []
        people = [name for name in self._mentions(latest.answer) if name.kind is NameKind.PERSON]
        return self._phrases(latest.answer, people) if len(people) > 1 else []

    def _is_beside_the_point(self, question: str, named: Sequence[Mention]) -> bool:
        """Whether a question only names the place of what it is about: "trade with Iran"."""
        of_names = set().union(*(terms(name.text) for name in named))
        return {name.kind for name in named} == {NameKind.PLACE} and len(
            set(content(question)) - of_names
        ) > 1

    def _place(self) -> list[str]:
        for one in self._said:
            named = self._mentions(one.question) or self._mentions(one.answer)
            places = [name.text for name in named if name.kind is NameKind.PLACE]
            if named:
                return places[-1:]
        return []

    def _date(self) -> list[str]:
        for text in self._texts():
            if dates := expressions(text, self._today):
                return [text[dates[0].at : dates[0].to].strip()]
        return []

    def _texts(self) -> Iterator[str]:
        """Questions and answers, latest first; whom a question asks for is in its answer."""
        for one in self._said:
            yield from (one.answer, one.question) if asks_who(one.question) else (one.question, one.answer)

    def _mentions(self, text: str) -> list[Mention]:
        return mentions(text, self._everything)

    def _phrases(self, text: str, named: Iterable[Mention]) -> list[str]:
        phrases: list[str] = []
        for name in named:
            if all(name.text not in phrase for phrase in phrases):
                at, to = phrase_span(text, name)
                phrases.append(text[at:to])
        return phrases[:_MOST]


def _things(named: list[Mention]) -> list[Mention]:
    """The names that are surely no person's; all of them where there are none."""
    return [name for name in named if name.kind is not NameKind.PERSON or not name.sure] or named


def _agrees(name: str, kinds: set[AnaphorKind]) -> bool:
    female = is_female(name)
    return not (female is True and AnaphorKind.MAN in kinds) and not (
        female is False and AnaphorKind.WOMAN in kinds
    )
