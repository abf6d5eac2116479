"""The names and things of a question that no article speaks of."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.detection import script_of_word
from corpus.languages.registry import any_pattern
from retrieval.query.sound import first_letters, term_sound
from retrieval.query.synonyms import synonyms
from retrieval.text.analysis import fold, stop_words, term, words
from retrieval.text.exonyms import exonym, names_of
from retrieval.text.named_text import WORD
from retrieval.text.names import is_ordinary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.query.query import Query

_MOST = 3
_LEAST_LETTERS = 3
_TITLE = 3  # words with a capital in a headline, at least
_OPENING = re.compile(r"(?:^|[.!?…:;\n*•–—-])[^\w]*$")
_CLOSED = re.compile(r"\W*(?:$|[,.;:!?)»”\"])")

# When two words may be forms of one name: the one begins with the other, their consonants are the same, or most sounds.
_LONGEST_ENDING = 4
_SHORTEST_STEM = 4
_SHORT = 6
_FEW = 2  # consonants that many words have
_SAME_SOUNDS = 0.8
_VOWELS = re.compile("[aeiou]")


def unspoken(query: Query) -> tuple[str, ...]:
    """Names and things of a question that no article of the whole store speaks of, in any form, script or spelling.

    A name is a word with a capital that opens no sentence; a thing is a word that the question says it is about.  Of
    things, and of abbreviations, nothing is said where the store has articles in another language than the question:
    languages have their own.

    Returns:
        At most three, as the question writes them.
    """
    if _is_one_language(query):
        return _absent(query, [*_names(query), *_things(query)])
    return _absent(query, [word for word in _names(query) if not _is_abbreviation(word.text)])


def unspoken_of_topic(query: Query) -> tuple[str, ...]:
    """The same of a topic, every word of which is meant.

    Where the store has articles in another language, its first word is a name only where all its words have a capital.
    """
    found = [_Word(match.start(), match.group()) for match in WORD.finditer(query.text)]
    if not _is_one_language(query):
        if not all(word.text[0].isupper() or _joining().fullmatch(word.text) for word in found):
            return _absent(query, [word for word in _names(query) if not _is_abbreviation(word.text)])
        found = [word for word in found if _is_spelt(word.text)]
    meant = [word for word in found if len(word.text) >= _LEAST_LETTERS and _may_be_meant(query, word.text)]
    return _absent(query, meant)


def _absent(query: Query, asked: Sequence[_Word]) -> tuple[str, ...]:
    absent = [word.text for word in sorted(asked) if not _is_spoken_of(query, word.text)]
    return tuple(dict.fromkeys(absent))[:_MOST]


class _Word(NamedTuple):
    """A word of a question, and where it stands."""

    at: int
    text: str


def _is_one_language(query: Query) -> bool:
    return query.language is not None and query.snapshot.catalogue.languages() <= {query.language}


def _names(query: Query) -> Iterator[_Word]:
    found = list(WORD.finditer(query.text))
    if _is_in_title_case([match.group() for match in found]):
        return
    for match in found:
        word = match.group()
        if not word[0].isupper():
            continue
        opens = _OPENING.search(query.text[: match.start()]) is not None
        if not opens and len(word) >= _LEAST_LETTERS and _may_be_meant(query, word) and not is_ordinary(word):
            yield _Word(match.start(), word)


def _is_spelt(word: str) -> bool:
    """Whether a word is a name that other languages write by its sound."""
    return word[0].isupper() and not _is_abbreviation(word) and not is_ordinary(word)


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _is_in_title_case(said: Sequence[str]) -> bool:
    """Whether words have capitals whatever they are: stop words too, or all but those that join others."""
    capitals = [word for word in said if word[0].isupper()]
    if any(len(word) > 1 and word.casefold() in stop_words() for word in capitals if word is not said[0]):
        return True
    joining = [word for word in said if _joining().fullmatch(word)]
    return len(capitals) >= _TITLE and len(capitals) + len(joining) == len(said)


def _things(query: Query) -> Iterator[_Word]:
    """The words that the question says it is about, each by itself."""
    for match in _about().finditer(query.text):
        word = match["thing"]
        behind = query.text[match.end("thing") :]
        after = next(iter(words(behind)), "")
        alone = _CLOSED.match(behind) or after.casefold() in stop_words()
        thing = word.islower() and len(word) > _LEAST_LETTERS and not _no_thing().fullmatch(word)
        if alone and thing and _may_be_meant(query, word):
            yield _Word(match.start("thing"), word)


def _may_be_meant(query: Query, word: str) -> bool:
    """Whether a word is neither a stop word nor one of a time."""
    return word.casefold() not in stop_words() and term(word) not in query.asked_times.terms


def _is_spoken_of(query: Query, word: str) -> bool:
    """Whether an article, or the name of an outlet, has a word in any form, script or spelling."""
    postings = query.snapshot.postings
    if postings.word_frequencies([word]) or postings.frequencies([*synonyms(term(word))]):
        return True
    place = exonym(fold(word))
    forms = {term(form) for form in (word, *(names_of(place) if place else ()))}
    outlets = [term(part) for name in query.snapshot.catalogue.outlets() for part in words(name)]
    long = len(word) > _LEAST_LETTERS
    return any(_alike(form, other, long=long) for form in forms for other in (*outlets, *_near(query, form)))


def _near(query: Query, form: str) -> Iterator[str]:
    """The terms of the articles that may begin with the same sound."""
    for letter in first_letters(form):
        yield from query.snapshot.postings.beginning(letter)


def _alike(one: str, other: str, *, long: bool) -> bool:
    """Whether two terms may be of one name; where it is short, only if they sound the same."""
    if abs(len(one) - len(other)) > _LONGEST_ENDING + 2:  # letters that are written with two
        return False
    a, b = sorted((term_sound(one), term_sound(other)), key=len)
    if a == b or not long or len(b) - len(a) > _LONGEST_ENDING:
        return a == b
    if len(a) >= _SHORTEST_STEM and b.startswith(a):
        return True
    consonants = _VOWELS.sub("", a)
    if consonants == _VOWELS.sub("", b):
        other_script = script_of_word(one) != script_of_word(other)
        return (
            len(a) == len(b) or len(a) >= _SHORT or (other_script and (len(consonants) > _FEW or b[:-1] == a))
        )
    return len(a) >= _SHORT and SequenceMatcher(None, a, b, autojunk=False).ratio() >= _SAME_SOUNDS


@cache
def _about() -> re.Pattern[str]:
    """What says that a question is about the thing behind it."""
    about = any_pattern(lambda language: language.topic_words.about)
    return re.compile(rf"\b{about}\s+(?P<thing>[^\W\d_]+)", re.IGNORECASE)


@cache
def _joining() -> re.Pattern[str]:
    """Words that stay small in headlines: articles and prepositions."""
    article = any_pattern(lambda language: language.phrase_words.articles)
    preposition = any_pattern(lambda language: language.phrase_words.prepositions)
    owning = any_pattern(lambda language: language.phrase_words.owning)
    return re.compile(f"{article}|{preposition}|{owning}")


@cache
def _no_thing() -> re.Pattern[str]:
    return re.compile(any_pattern(lambda language: language.topic_words.no_things), re.IGNORECASE)
