"""Words that stand for something that was said before: "he", "there", "the other one"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.registry import all_words, any_pattern
from retrieval.conversation.content import content
from retrieval.conversation.mentions import NameKind, mentions
from retrieval.text.analysis import terms

if TYPE_CHECKING:
    from collections.abc import Mapping


class AnaphorKind(Enum):
    """What kind of thing such a word stands for; the kinds that come first take their words first."""

    TIME = "then"
    PLACE = "there"
    MANY = "they"
    MAN = "he"
    WOMAN = "she"
    ONE = "one"
    """A person, whether man or woman; in Russian a thing as well."""
    THING = "it"
    OTHER = "other"
    """One of those that were spoken of, or something beside them."""


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A word that stands for something said before.

    Attributes:
        text: The word or words.
        kind: What it stands for.
        at: Offset of the first character.
        to: Exclusive end offset.
    """

    text: str
    kind: AnaphorKind
    at: int
    to: int


_PERSONAL = {AnaphorKind.MAN, AnaphorKind.WOMAN, AnaphorKind.ONE, AnaphorKind.MANY, AnaphorKind.THING}
# What a pronoun may stand for in the same question: names of some kinds, and nouns.
_NAMED_BY = {
    AnaphorKind.MAN: {NameKind.PERSON, NameKind.OTHER},
    AnaphorKind.WOMAN: {NameKind.PERSON, NameKind.OTHER},
    AnaphorKind.ONE: {NameKind.PERSON, NameKind.OTHER},
    AnaphorKind.MANY: {NameKind.PLACE, NameKind.OTHER},
    AnaphorKind.THING: {NameKind.OTHER},
}


def anaphors(text: str) -> tuple[Anaphor, ...]:
    """The words of a question that stand for something it does not say itself, in its order."""
    patterns = _patterns()
    empty = [match.span() for match in patterns.empty.finditer(text)]
    found: list[Anaphor] = []
    for kind, pattern in patterns.kinds.items():
        for match in pattern.finditer(text):
            at, to = match.span()
            taken = any(at < other.to and other.at < to for other in found)
            means_nothing = kind is AnaphorKind.THING and any(first <= at < last for first, last in empty)
            if not (taken or means_nothing or (kind in _PERSONAL and _within(text, at, to, kind))):
                found.append(Anaphor(match.group(), kind, at, to))
    return tuple(sorted(found, key=lambda one: one.at))


def _within(text: str, at: int, to: int, kind: AnaphorKind) -> bool:
    """Whether a pronoun may well stand for something before it in the same question."""
    patterns = _patterns()
    before = text[:at]
    if patterns.clause_end.search(before) and len(content(patterns.clause_end.split(before)[0])) > 1:
        return True
    if patterns.demonstrative.match(text[at:to]):
        noun = re.match(r" (\w{3,})", text[to:])
        return noun is not None and not set(terms(noun.group())).isdisjoint(terms(before))
    named = [name.kind for name in mentions(f"{before} x")]
    if kind is AnaphorKind.MANY and len(named) > 1:
        return True
    owner = kind in (AnaphorKind.MANY, AnaphorKind.THING) and text[at:to].casefold() in _possessives()
    if any(one in _NAMED_BY[kind] or (owner and one is NameKind.PLACE) for one in named):
        return True
    return (owner and patterns.definite.search(before) is not None) or (
        patterns.nouns.get(kind, patterns.persons).search(before) is not None
    )


class _AnaphorPatterns(NamedTuple):
    """What anaphors are told by.

    Attributes:
        kinds: The words of each kind.
        empty: Phrases in which "it" stands for nothing: "how long does it take to".
        demonstrative: A word that may stand before its noun.
        clause_end: What stands between two clauses.
        definite: A definite noun.
        nouns: The nouns that words of some kinds may stand for in the same question.
        persons: The same of all other kinds.
    """

    kinds: Mapping[AnaphorKind, re.Pattern[str]]
    empty: re.Pattern[str]
    demonstrative: re.Pattern[str]
    clause_end: re.Pattern[str]
    definite: re.Pattern[str]
    nouns: Mapping[AnaphorKind, re.Pattern[str]]
    persons: re.Pattern[str]


@cache
def _patterns() -> _AnaphorPatterns:
    kinds = {
        AnaphorKind.TIME: any_pattern(lambda language: language.anaphor_words.time),
        AnaphorKind.PLACE: any_pattern(lambda language: language.anaphor_words.place),
        AnaphorKind.MANY: any_pattern(lambda language: language.anaphor_words.many),
        AnaphorKind.MAN: any_pattern(lambda language: language.anaphor_words.man),
        AnaphorKind.WOMAN: any_pattern(lambda language: language.anaphor_words.woman),
        AnaphorKind.ONE: any_pattern(lambda language: language.anaphor_words.one),
        AnaphorKind.THING: any_pattern(lambda language: language.anaphor_words.thing),
        AnaphorKind.OTHER: any_pattern(lambda language: language.anaphor_words.other),
    }
    links = any_pattern(lambda language: language.anaphor_words.links)
    article = any_pattern(lambda language: language.phrase_words.article)
    return _AnaphorPatterns(
        kinds={
            kind: re.compile(rf"(?<![\w’'-]){pattern}(?!\w)", re.IGNORECASE)
            for kind, pattern in kinds.items()
        },
        empty=_compiled(any_pattern(lambda language: language.anaphor_words.empty)),
        demonstrative=_compiled(any_pattern(lambda language: language.anaphor_words.demonstratives) + r"\b"),
        clause_end=_compiled(rf",\s|\s{links}\s"),
        definite=_compiled(rf"\b{article} \w+"),
        nouns={
            AnaphorKind.MANY: _compiled(any_pattern(lambda language: language.anaphor_words.plurals)),
            AnaphorKind.THING: _compiled(any_pattern(lambda language: language.anaphor_words.singulars)),
        },
        persons=_compiled(any_pattern(lambda language: language.anaphor_words.persons)),
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _possessives() -> frozenset[str]:
    return all_words(lambda language: language.anaphor_words.possessives)
