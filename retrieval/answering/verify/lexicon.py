"""The words that the verifier knows, those of all languages together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.registry import all_words, any_pattern, languages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from corpus.languages.language import Language

    Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class VerbForms:
    """How the verbs of a language show that something is done; see `StanceWords`."""

    past: Pattern
    past_ending: Pattern
    present: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Patterns of whole folded words, to be used with `fullmatch`.

    Attributes:
        negation: Words that deny.
        negating_prefixes: Verbs that deny by how they begin, and words that show a text to be of their language.
        doubt: Words that say perhaps.
        denied_doubt: What after a word of doubt makes a denial of it.
        plan: Words that put what they speak of into the future.
        not_done: Words of a sentence that does not say that something is done.
        verb_forms: Of each language in which the verb itself shows whether something is done.
        opposites: Pairs of groups of words that contradict one another.
        report: Words that report what somebody said.
        opinion: Words that give somebody's opinion.
        that: What begins reported words.
        speakers: Pronouns of whoever can speak.
        name_links: Prepositions that join a place to a name before it.
        material: What the passages as a whole are called.
        no_stance: Words that are none of these when they are written so.
    """

    negation: Pattern
    negating_prefixes: tuple[tuple[Pattern, Pattern], ...]
    doubt: Pattern
    denied_doubt: Pattern
    plan: Pattern
    not_done: Pattern
    verb_forms: tuple[VerbForms, ...]
    opposites: tuple[tuple[Pattern, Pattern], ...]
    report: Pattern
    opinion: Pattern
    that: Pattern
    speakers: frozenset[str]
    name_links: frozenset[str]
    material: Pattern
    no_stance: frozenset[str]

    def negates(self, word: str) -> bool:
        """Whether a word denies."""
        return self.negation.fullmatch(word) is not None

    def attributes(self, word: str) -> bool:
        """Whether a word gives what is said to somebody."""
        return self.report.fullmatch(word) is not None or self.opinion.fullmatch(word) is not None


@cache
def lexicon() -> Lexicon:
    """The words of the languages that there are."""
    stances = [language.stance_words for language in languages().values()]
    return Lexicon(
        negation=_of_all(lambda language: language.stance_words.negation),
        negating_prefixes=tuple(
            (re.compile(s.negating_prefix), re.compile(s.prefix_shown_by))
            for s in stances
            if s.negating_prefix
        ),
        doubt=_of_all(lambda language: language.stance_words.doubt),
        denied_doubt=_of_all(lambda language: language.stance_words.denied_doubt),
        plan=_of_all(lambda language: language.stance_words.plan),
        not_done=_of_all(lambda language: language.stance_words.not_done),
        verb_forms=tuple(
            VerbForms(re.compile(s.past), re.compile(f"(?:{s.past_ending})$"), re.compile(s.present))
            for s in stances
            if s.past
        ),
        opposites=tuple((re.compile(one), re.compile(other)) for s in stances for one, other in s.opposites),
        report=_of_all(lambda language: language.speech_words.report),
        opinion=_of_all(lambda language: language.speech_words.opinion),
        that=_of_all(lambda language: language.speech_words.that),
        speakers=all_words(lambda language: language.reference_words.speakers),
        name_links=all_words(lambda language: language.speech_words.name_links),
        material=_of_all(lambda language: language.reply_labels.material),
        no_stance=all_words(lambda language: language.stance_words.names),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """Words that put others together, of all languages; see `RelationWords`."""

    joining: frozenset[str]
    prepositions: frozenset[str]
    clauses: Mapping[str, int]
    currency_codes: frozenset[str]


@cache
def relations() -> Relations:
    """The words of the languages that there are."""
    clauses: dict[str, int] = {}
    for language in languages().values():
        clauses |= language.relation_words.clauses
    return Relations(
        joining=all_words(lambda language: language.relation_words.joining),
        prepositions=all_words(lambda language: language.relation_words.prepositions),
        clauses=clauses,
        currency_codes=all_words(lambda language: language.relation_words.currency_codes),
    )


def _of_all(of: Callable[[Language], str]) -> re.Pattern[str]:
    return re.compile(any_pattern(of))
