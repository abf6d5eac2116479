"""The words that the verifier knows, those of all languages together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from corpus.languages.registry import all_words, any_pattern, languages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from corpus.languages.language import Language
    from corpus.languages.stance_words import StanceWords

    Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class VerbForms:
    """How the verbs of a language show that something is done; see `StanceWords`."""

    past: Pattern
    past_ending: Pattern
    present: Pattern


class Lexicon:
    """Patterns of whole folded words, to be used with `fullmatch`; each is put together when it is first used."""

    @cached_property
    def negation(self) -> Pattern:
        """Words that deny."""
        return _of_all(lambda language: language.stance_words.negation)

    @cached_property
    def negating_prefixes(self) -> tuple[tuple[Pattern, Pattern], ...]:
        """Verbs that deny by how they begin, and words that show a text to be of their language."""
        return tuple(
            (re.compile(s.negating_prefix), re.compile(s.prefix_shown_by))
            for s in _stances()
            if s.negating_prefix
        )

    @cached_property
    def doubt(self) -> Pattern:
        """Words that say perhaps."""
        return _of_all(lambda language: language.stance_words.doubt)

    @cached_property
    def denied_doubt(self) -> Pattern:
        """What after a word of doubt makes a denial of it."""
        return _of_all(lambda language: language.stance_words.denied_doubt)

    @cached_property
    def plan(self) -> Pattern:
        """Words that put what they speak of into the future."""
        return _of_all(lambda language: language.stance_words.plan)

    @cached_property
    def not_done(self) -> Pattern:
        """Words of a sentence that does not say that something is done."""
        return _of_all(lambda language: language.stance_words.not_done)

    @cached_property
    def verb_forms(self) -> tuple[VerbForms, ...]:
        """Of each language in which the verb itself shows whether something is done."""
        return tuple(
            VerbForms(re.compile(s.past), re.compile(f"(?:{s.past_ending})$"), re.compile(s.present))
            for s in _stances()
            if s.past
        )

    @cached_property
    def opposites(self) -> tuple[tuple[Pattern, Pattern], ...]:
        """Pairs of groups of words that contradict one another."""
        return tuple((re.compile(one), re.compile(other)) for s in _stances() for one, other in s.opposites)

    @cached_property
    def report(self) -> Pattern:
        """Words that report what somebody said."""
        return _of_all(lambda language: language.speech_words.report)

    @cached_property
    def opinion(self) -> Pattern:
        """Words that give somebody's opinion."""
        return _of_all(lambda language: language.speech_words.opinion)

    @cached_property
    def that(self) -> Pattern:
        """What begins reported words."""
        return _of_all(lambda language: language.speech_words.that)

    @cached_property
    def speakers(self) -> frozenset[str]:
        """Pronouns of whoever can speak."""
        return all_words(lambda language: language.reference_words.speakers)

    @cached_property
    def name_links(self) -> frozenset[str]:
        """Prepositions that join a place to a name before it."""
        return all_words(lambda language: language.speech_words.name_links)

    @cached_property
    def material(self) -> Pattern:
        """What the passages as a whole are called."""
        return _of_all(lambda language: language.reply_labels.material)

    @cached_property
    def no_stance(self) -> frozenset[str]:
        """Words that are none of these when they are written so."""
        return all_words(lambda language: language.stance_words.names)

    def negations(self, words: Iterable[str]) -> list[int]:
        """The places of the words that deny."""
        return [at for at, word in enumerate(words) if self.negation.fullmatch(word)]

    def attributes(self, word: str) -> bool:
        """Whether a word gives what is said to somebody."""
        return self.report.fullmatch(word) is not None or self.opinion.fullmatch(word) is not None


@cache
def lexicon() -> Lexicon:
    """The words of the languages that there are."""
    return Lexicon()


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


def _stances() -> list[StanceWords]:
    return [language.stance_words for language in languages().values()]
