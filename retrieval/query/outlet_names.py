"""The names of the outlets in a store, by every way to write them."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.registry import all_words, any_pattern
from retrieval.query.sound import WrittenWord, is_spelled, letters, sound, written_words
from retrieval.text.letter_variants import plain_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TOKEN = re.compile(r"[^\W_]+")
"""A word of a name."""

_SAFE_SOUND = 4  # letters from which a name is told by its sound across scripts
_SHORT = 4  # letters up to which a name of one word may well be a word
_SECTION = re.compile(r"\s+[-–—|]\s+|:\s+")
_DOMAIN = re.compile(r"\.(?:com|org|net|news|info|co|uk|us|ru|tj|kz|uz|kg|ir|af|tm|eu|de|fr|tv|io)\b", re.I)


class Ambiguity(IntEnum):
    """How easily a name is taken for something else, most easily first: what it needs to count."""

    ORDINARY = 0  # its capitals and a cue: "Time", "The Age"
    PLAIN = 1  # a cue, as it may be a place or a person: "Engadget"
    PHRASE = 2  # its capitals or a cue: "Business World"
    OWN = 3  # nothing: "TechCrunch"


class OutletName(NamedTuple):
    """One way to write the names of some outlets.

    Attributes:
        outlets: The outlets, as the store has them.
        surfaces: The words as `surface` puts them together.
        ambiguity: What it needs to count.
    """

    outlets: tuple[str, ...]
    surfaces: frozenset[str]
    ambiguity: Ambiguity

    def is_written_as(self, words: Sequence[str]) -> bool:
        """Whether words are written as the name is; where it was told by its sound, with a capital."""
        written = surface(words)
        by_sound = letters(written) not in map(letters, self.surfaces)
        return written in self.surfaces or (by_sound and words[0][0].isupper())


class OutletNames(NamedTuple):
    """All names, by their letters alone and by their sound.

    Attributes:
        by_letters: The names by their letters.
        spelled: Those in letters that are spelled with Latin ones, by their sound.
        latin: The others by their sound.
        words: How many words the longest may have.
    """

    by_letters: dict[str, OutletName]
    spelled: dict[str, OutletName]
    latin: dict[str, OutletName]
    words: int

    @staticmethod
    @lru_cache(maxsize=8)
    def of(outlets: tuple[str, ...]) -> OutletNames:
        """The names of some outlets; those of the latest stores are remembered."""
        names = OutletNames({}, {}, {}, 0)
        longest = 0
        for outlet in outlets:
            for written, ambiguity in _ways(outlet):
                tokens = TOKEN.findall(written)
                longest = max(longest, len(tokens))
                name = OutletName((outlet,), frozenset([surface(tokens)]), ambiguity)
                _add(names.by_letters, "".join(map(letters, tokens)), name)
                heard = "".join(map(sound, tokens))
                if len(heard) >= _SAFE_SOUND:
                    _add(names.spelled if is_spelled(written) else names.latin, heard, name)
        return names._replace(words=longest + 1)  # "Tech Crunch" has a word more than "TechCrunch"

    def among(self, words: Sequence[str]) -> Iterator[tuple[OutletName, int, int]]:
        """The longest names among the words of a clause, from its beginning, none over another.

        Args:
            words: The words.

        Yields:
            A name, the index of its first word, and the exclusive end.
        """
        written = written_words(words)
        first = 0
        while first < len(words):
            name, end = None, first + 1
            for tried in range(first + 1, min(first + self.words, len(words)) + 1):
                if known := self.known(words[first:tried], written[first:tried]):
                    name, end = known, tried
            if name and name.ambiguity == Ambiguity.OWN and end - first > 1:  # "to talk sport"
                name = name._replace(ambiguity=Ambiguity.PHRASE)
            if name:
                yield name, first, end
            first = end

    def known(self, words: Sequence[str], written: Sequence[WrittenWord]) -> OutletName | None:
        """The name that some words are, as they stand or without the ending of a case.

        Args:
            words: The words.
            written: How each is written.
        """
        if name := self.by_letters.get("".join(one.letters for one in written)):
            return name
        others = self._in_other_letters(words, written[-1])
        if name := _sounding(words, others):
            return name
        stem = _case_ending().sub("", words[-1])
        if len(stem) < _SHORT or stem == words[-1]:
            return None
        shorter = "".join(one.letters for one in written[:-1]) + letters(stem)
        return self.by_letters.get(shorter) or _sounding([*words[:-1], stem], others)

    def _in_other_letters(self, words: Sequence[str], last: WrittenWord) -> dict[str, OutletName]:
        """The names that words with these letters may sound like; none where they have no capital."""
        if not words[0][0].isupper():
            return {}
        return self.latin if last.spelled else self.spelled


def _sounding(words: Sequence[str], names: dict[str, OutletName]) -> OutletName | None:
    """The name in other letters that some words sound like; one word alone may well be chance."""
    name = names.get("".join(map(sound, words))) if names else None
    return name and name._replace(ambiguity=Ambiguity.ORDINARY if len(words) == 1 else Ambiguity.PHRASE)


def _add(names: dict[str, OutletName], key: str, name: OutletName) -> None:
    if known := names.get(key):
        outlets = tuple(dict.fromkeys(known.outlets + name.outlets))
        name = OutletName(outlets, known.surfaces | name.surfaces, min(known.ambiguity, name.ambiguity))
    if key:
        names[key] = name


def _ways(outlet: str) -> Iterator[tuple[str, Ambiguity]]:
    """The ways to write a name: whole, without its section, with an article and without, without its domain."""
    section = _SECTION.split(outlet, maxsplit=1)[0]
    for name in dict.fromkeys([outlet, section]):
        ambiguity = _ambiguity(name)
        bare = _article().sub("", name)
        with_article = [f"{article.capitalize()} {bare}" for article in _articles()]
        for written in dict.fromkeys([name, bare, *with_article]):
            yield written, ambiguity
        brand = _DOMAIN.sub("", bare)
        if brand != bare and len(brand) > _SHORT:
            yield brand, _ambiguity(brand)


def _ambiguity(name: str) -> Ambiguity:
    words = TOKEN.findall(name)
    if len(words) == 1:
        return _ambiguity_of_word(words[0])
    only_article = len(words) == 2 and words[0].casefold() in _articles()
    return Ambiguity.ORDINARY if only_article else Ambiguity.PHRASE


def _ambiguity_of_word(word: str) -> Ambiguity:
    if len(word) <= _SHORT or plain_letters(word.casefold()) in _ordinary():
        return Ambiguity.ORDINARY
    inner = any(c.isupper() for c in word[1:]) and not word.isupper()
    return Ambiguity.OWN if inner else Ambiguity.PLAIN


def surface(words: Sequence[str]) -> str:
    """The words of a name put together, without an article, with variants of letters made one."""
    written = words[1:] if len(words) > 1 and words[0].casefold() in _articles() else words
    return plain_letters("".join(written))


@cache
def _articles() -> frozenset[str]:
    return all_words(lambda language: filter(None, [language.phrase_words.article]))


@cache
def _article() -> re.Pattern[str]:
    article = any_pattern(lambda language: language.phrase_words.article)
    return re.compile(rf"^\s*{article}\s+(?=\w)", re.IGNORECASE)


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(map(plain_letters, all_words(lambda language: language.outlet_words.ordinary)))


@cache
def _case_ending() -> re.Pattern[str]:
    return re.compile(any_pattern(lambda language: language.outlet_words.case_endings) + "$")
