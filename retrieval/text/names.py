"""The names in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.registry import all_words, any_pattern
from retrieval.text.analysis import fold, stop_words
from retrieval.text.named_text import WORD, opens_sentence
from retrieval.text.number_words import is_number_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.text.named_text import NamedText


@dataclass(frozen=True, slots=True)
class Name:
    """A word of a name.

    Attributes:
        word: The word as it stands.
        start: Offset of its first character.
        end: Exclusive end.
    """

    word: str
    start: int
    end: int


def names(text: str, there: NamedText, *, same_language: bool) -> list[Name]:
    """The words of a sentence that can only be names.

    A word with a capital inside the sentence; its first word unless it is a common one or the text has it in
    lower case, in whatever form; and words in lower case where the sentence writes names so.

    Args:
        text: The sentence.
        there: What it is about.
        same_language: Whether the words of both can be compared as they stand.
    """
    words = list(WORD.finditer(text))
    careless = same_language and _careless(text, words, there)
    found = []
    for position, match in enumerate(words):
        word = match.group()
        if word[0].isdigit() or _rules().no_names.fullmatch(fold(word)):
            continue
        first = position == 0 or opens_sentence(text, match.start())
        if word[0].isupper():
            if first and not _first_is_name(words, position, there, same_language=same_language):
                continue
        elif not (careless and fold(word) not in _rules().common and not there.knows(word)):
            continue
        found.append(Name(word, match.start(), match.end()))
    return found


def is_title(word: str) -> bool:
    """Whether a folded word is a title or an office that stands before a name."""
    return _rules().titles.fullmatch(word) is not None


def is_ordinary(word: str) -> bool:
    """Whether a word is no name even where it has a capital: a title, a month, a common noun of news."""
    folded, rules = fold(word), _rules()
    common = folded in rules.common or rules.common_forms.fullmatch(folded) is not None
    return (
        common or is_title(folded) or is_number_word(folded) or rules.no_names.fullmatch(folded) is not None
    )


def _first_is_name(
    words: Sequence[re.Match[str]], position: int, there: NamedText, *, same_language: bool
) -> bool:
    rules = _rules()
    folded = fold(words[position].group())
    if folded in rules.common or is_title(folded) or is_number_word(folded):
        return False
    if same_language and there.has_lower(folded):
        return False
    if there.has(words[position].group()):
        return True
    after = words[position + 1].group() if position + 1 < len(words) else ""
    if after[:1].isupper():
        return same_language or not rules.person_nouns.fullmatch(folded)
    return same_language and not rules.common_forms.fullmatch(folded) and not there.knows(folded)


def _careless(text: str, words: Sequence[re.Match[str]], there: NamedText) -> bool:
    """Whether a sentence writes names in lower case: it begins so, has one of the text's so, or one behind a title."""
    if text[:1].islower():
        return True
    lower = [(position, match.group()) for position, match in enumerate(words) if match.group()[0].islower()]
    return any(
        _lost_capital(word, there) or (position and _behind_title(words[position - 1].group(), word, there))
        for position, word in lower
        if fold(word) not in _rules().common
    )


def _lost_capital(word: str, there: NamedText) -> bool:
    """Whether a word in lower case has a capital wherever the text has it."""
    return fold(word) in there.only_capital and len(word) > 3


def _behind_title(title: str, word: str, there: NamedText) -> bool:
    """Whether a word in lower case stands as a name does behind a title that the text has."""
    if not is_title(fold(title)) or is_title(fold(word)) or there.knows(word):
        return False
    return fold(title) in fold(there.text)


class _NameRules(NamedTuple):
    """The words of all languages together; see `NameWords`."""

    common: frozenset[str]
    common_forms: re.Pattern[str]
    person_nouns: re.Pattern[str]
    titles: re.Pattern[str]
    no_names: re.Pattern[str]


@cache
def _rules() -> _NameRules:
    return _NameRules(
        common=stop_words() | all_words(lambda language: language.name_words.common),
        common_forms=re.compile(any_pattern(lambda language: language.name_words.common_forms)),
        person_nouns=re.compile(any_pattern(lambda language: language.name_words.person_nouns)),
        titles=re.compile(any_pattern(lambda language: language.name_words.titles)),
        no_names=re.compile(any_pattern(lambda language: language.name_words.no_names)),
    )
