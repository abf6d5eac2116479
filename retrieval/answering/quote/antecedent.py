"""Whom a sentence speaks of that begins with "he": the name, where the sentence before leaves no doubt."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from corpus.languages.registry import any_pattern
from retrieval.query.answer_spans import capitalised_runs

_OPENING = r"[\"“«(]?"


class Pronoun(NamedTuple):
    """The pronoun of one person that a sentence begins with, as a span of the sentence."""

    start: int
    end: int


def refers_back(sentence: str) -> bool:
    """Whether a sentence begins with a word that stands for something said before it."""
    return _opener().match(sentence) is not None and not _empty_opener().match(sentence)


def person_pronoun(sentence: str) -> Pronoun | None:
    """The pronoun a sentence begins with, where it stands for one person."""
    match = _one_person().match(sentence)
    return Pronoun(*match.span(1)) if match else None


def only_person(sentence: str) -> str | None:
    """The one person a sentence is about; `None` where it names none for certain, or several.

    That is a name of two words at least at its beginning, or after a title, without another such name in it.
    """
    found = [(start, sentence[start:end]) for start, end in capitalised_runs(sentence)]
    full = {name for _, name in found if len(name.split()) > 1 and not _no_person().search(name)}
    titled = [name for start, name in found if _title().search(sentence[:start]) and name in full]
    subject = [name for start, name in found[:1] if start == 0 and name in full]
    persons = [*subject, *titled]
    return persons[0] if len(full) == 1 and persons else None


@cache
def _one_person() -> re.Pattern[str]:
    pronoun = any_pattern(lambda language: language.reference_words.one_person)
    return re.compile(rf"{_OPENING}({pronoun})\b", re.IGNORECASE)


@cache
def _opener() -> re.Pattern[str]:
    """Words of anything else, or in another case: these need the sentence before."""
    word = any_pattern(lambda language: language.reference_words.openers)
    return re.compile(rf"{_OPENING}{word}\b", re.IGNORECASE)


@cache
def _empty_opener() -> re.Pattern[str]:
    """Beginnings that stand for nothing said before: "it is raining", "there was a vote"."""
    return re.compile(any_pattern(lambda language: language.reference_words.empty_openers), re.IGNORECASE)


@cache
def _title() -> re.Pattern[str]:
    title = any_pattern(lambda language: language.reference_words.titles)
    link = any_pattern(lambda language: language.reference_words.title_links)
    return re.compile(rf"\b{title}\.?\s*(?:{link}\s*)?$", re.IGNORECASE)


@cache
def _no_person() -> re.Pattern[str]:
    word = any_pattern(lambda language: language.reference_words.no_person)
    return re.compile(rf"\b{word}\b", re.IGNORECASE)
