"""Whether a question without a pronoun says enough itself to stand alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Self

from corpus.languages.registry import all_words, any_pattern, languages
from retrieval.conversation.content import content
from retrieval.conversation.mentions import mentions
from retrieval.conversation.question_form import begins_as_question
from retrieval.text.analysis import term, terms, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FEW = 3
"""Up to so many terms of content do not make a subject."""

_RECENT = 2  # of what was said, the latest questions and answers, whose nouns a definite noun may speak of
_LEAST_NOUN = 3  # letters
_ONE_WORD = re.compile(r"[^\W\d_][\w’'ʼ-]*[.!]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnContent:
    """What a question says itself, beside what was said before it.

    Attributes:
        tied: Whether it begins or ends with words that tie it to what was said ("and").
        corrects: Whether it puts an earlier question right ("I meant").
        asks: Whether it begins with a word that asks.
        defines: Whether it asks what a word means, or for a recipe.
        definite: Whether it has a definite noun.
        subject: Its terms of content.
        named: Whether it has a name.
        new_name_alone: Whether it is one word with a capital that nobody has said: "Arkadag".
        only_new_names: Whether all of its names are new to the conversation.
        beside_names: How many terms of content it has that are none of a name.
        nouns: Terms of nouns that need what was said to be understood: "the treaty" after one was spoken of.
    """

    tied: bool
    corrects: bool
    asks: bool
    defines: bool
    definite: bool
    subject: tuple[str, ...]
    named: bool
    new_name_alone: bool
    only_new_names: bool
    beside_names: int
    nouns: tuple[str, ...]

    @classmethod
    def of(cls, core: str, earlier: Sequence[str], *, tied: bool, corrects: bool) -> Self:
        """What is known of a question.

        Args:
            core: The question without the words that tie it to what was said.
            earlier: What was said, latest first.
            tied: Whether there were such words.
            corrects: Whether it puts an earlier question right.
        """
        subject = content(core)
        said = " ".join(earlier)
        known = vocabulary(said)
        names = [vocabulary(name.text) for name in mentions(core, said)]
        return cls(
            tied=tied,
            corrects=corrects,
            asks=begins_as_question(core),
            defines=_forms().definition.match(core) is not None,
            definite=_forms().definite_noun.search(core) is not None,
            subject=tuple(subject),
            named=bool(names),
            new_name_alone=_is_one_capital(core) and len(subject) == 1 and subject[0] not in known,
            only_new_names=not any(name <= known for name in names),
            beside_names=len([one for one in subject if not any(one in name for name in names)]),
            nouns=() if names or corrects else _shared_nouns(core, subject, earlier),
        )

    @property
    def is_enough(self) -> bool:
        """Whether it can be understood without what was said: as the first rule says that fits."""
        return next(enough for fits, enough in _RULES if fits(self))


def _corrects_in_few_words(own: OwnContent) -> bool:
    """Whether it says which: "I mean the one in Khujand"; "I meant to ask how long the tunnel is" asks anew."""
    return own.corrects and len(own.subject) <= (FEW if own.asks else 2 * FEW)


def _corrects(own: OwnContent) -> bool:
    return own.corrects


def _puts_a_name_in(own: OwnContent) -> bool:
    """Whether it only brings a name: "And Kyrgyzstan?"; one of before makes a question of its own."""
    brings = own.only_new_names or not own.asks
    return own.named and own.tied and brings and not own.defines and own.beside_names <= 1


def _has_a_name(own: OwnContent) -> bool:
    return own.named


def _is_a_new_name(own: OwnContent) -> bool:
    """Whether it is a name of its own; no text tells whether a word that begins it is one."""
    return own.new_name_alone and not own.tied and not own.asks


def _says_nothing(own: OwnContent) -> bool:
    return not own.subject


def _is_tied(own: OwnContent) -> bool:
    return own.tied


def _speaks_of_a_noun_of_before(own: OwnContent) -> bool:
    return bool(own.nouns) and len(own.subject) <= FEW + 2


def _defines(own: OwnContent) -> bool:
    return own.defines


def _has_no_subject(own: OwnContent) -> bool:
    """Whether it leaves the subject out: "Who won?"."""
    return len(own.subject) < 2


def _is_a_title(own: OwnContent) -> bool:
    """Whether it is no question: "Main characters"."""
    return len(own.subject) < FEW and not own.asks


def _takes_a_noun_for_granted(own: OwnContent) -> bool:
    """Whether it asks about a noun as if it were known: "Who lends the money?"."""
    return len(own.subject) < FEW and own.definite


def _else(_own: OwnContent) -> bool:
    return True


# Each with whether the question then stands alone.
_RULES: tuple[tuple[Callable[[OwnContent], bool], bool], ...] = (
    (_corrects_in_few_words, False),
    (_corrects, True),
    (_puts_a_name_in, False),
    (_has_a_name, True),
    (_is_a_new_name, True),
    (_says_nothing, False),
    (_is_tied, False),
    (_speaks_of_a_noun_of_before, False),
    (_defines, True),
    (_has_no_subject, False),
    (_is_a_title, False),
    (_takes_a_noun_for_granted, False),
    (_else, True),
)


def _is_one_capital(core: str) -> bool:
    """Whether a text is one word with a capital, and no mark that asks."""
    return _ONE_WORD.fullmatch(core) is not None and core[0].isupper()


def _shared_nouns(core: str, subject: Sequence[str], earlier: Sequence[str]) -> tuple[str, ...]:
    said = set().union(*(terms(text) for text in earlier[:_RECENT]))
    forms = _forms()
    if not forms.with_articles.search(core):
        # Without articles any noun of before may be the one that was spoken of.
        return tuple(one for one in subject if one in said and len(one) >= _LEAST_NOUN)
    nouns = []
    for match in forms.definite_noun.finditer(core):
        phrase = [term(word) for word in match["noun"].split()]
        owned = forms.owner.match(core[match.end() :])
        if not owned and any(one in said or one in _roles() for one in phrase):
            nouns.append(phrase[-1])
    return tuple(dict.fromkeys(nouns))


class _Forms(NamedTuple):
    """What a question is told by.

    Attributes:
        definition: The beginning of one that asks what a word means.
        definite_noun: A determiner and the noun behind it, with up to two adjectives.
        owner: What stands behind a noun that says itself whose it is.
        with_articles: A letter of a language with articles.
    """

    definition: re.Pattern[str]
    definite_noun: re.Pattern[str]
    owner: re.Pattern[str]
    with_articles: re.Pattern[str]


@cache
def _forms() -> _Forms:
    phrases = [language.phrase_words for language in languages().values()]
    defining = any_pattern(lambda language: language.follow_up_words.defining)
    determiners = "|".join(
        filter(None, (one for p in phrases for one in (p.determiners, p.plural_determiners)))
    )
    articles = any_pattern(lambda language: language.phrase_words.articles)
    owning = any_pattern(lambda language: language.phrase_words.owning)
    scripts = {language.script for language in languages().values() if language.phrase_words.determiners}
    letters = "".join(sorted(script.letters for script in scripts))
    word = f"[{letters}-]+"
    patterns = (
        rf"\W*{defining}",
        rf"\b(?:{determiners or '(?!)'}) (?P<noun>(?:{word} ){{0,2}}?{word})(?![\w’'])",
        rf"^ {owning} (?:{articles} )?\w",
        f"[{letters}]" if letters else "(?!)",
    )
    return _Forms(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))


@cache
def _roles() -> frozenset[str]:
    return frozenset(map(term, all_words(lambda language: language.follow_up_words.roles)))
