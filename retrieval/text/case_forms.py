"""The case forms of names in one script: which are of one name, and what stems a form may have."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from corpus.languages.registry import languages
from retrieval.text.name_sound import same_sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.languages.language import Language
    from corpus.languages.script import Script

_SHORTEST_STEM = 2
_LONGEST_ENDING = 4  # of the shorter of two forms
_STEMS_TRIED = 3  # all that two words share, one letter less, two less


class _PlaceAdjective(NamedTuple):
    """How a language makes adjectives of places; see `NameForms`."""

    pattern: re.Pattern[str]
    endings: frozenset[str]


class CaseForms:
    """The case forms of names in a script, as all its languages make them.

    Args:
        languages: The languages; words are folded.
    """

    def __init__(self, languages: Iterable[Language]) -> None:
        self._declensions = [
            (re.compile(declension.stem), declension)
            for language in languages
            for declension in language.name_forms.declensions
        ]
        self._adjectives = [
            _PlaceAdjective(re.compile(forms.place_adjective), forms.place_endings)
            for language in languages
            if (forms := language.name_forms).place_adjective
        ]
        groups = [group for _, declension in self._declensions for group in declension.forms]
        self._endings = sorted({ending for group in groups for ending in group if ending})
        typed: dict[str, str] = {}
        transcribed: dict[str, str] = {}
        for language in languages:
            typed |= language.spelling.typed_letters
            typed |= {drawn: typed[seen] for drawn, seen in language.spelling.font_letters.items()}
            transcribed |= language.spelling.transcribed
        self._typed = str.maketrans(typed)
        self._own_letter = re.compile(f"[{''.join(typed)}]" if typed else "(?!)")
        self._transcribed = transcribed

    def same(self, one: str, other: str) -> bool:
        """Whether two words are case forms of one name."""
        decided = next(self._decisions(one, other), None)
        return self._same_place(one, other) if decided is None else decided

    def same_transcribed(self, one: str, other: str) -> bool:
        """Whether two words are one name, where one of them has letters that the other's language lacks.

        Where both have some, one may yet have others of them typed with what keyboards without them have.
        """
        of_its_own = [bool(self._own_letter.search(word)) for word in (one, other)]
        if not any(of_its_own):
            return False
        plain, other_plain = self._as_neighbours_write(one), self._as_neighbours_write(other)
        if all(of_its_own):
            return self.same(plain, other_plain)
        stems = (inner for stem in self.stems(plain) for inner in self.stems(stem))
        return self.same(plain, other_plain) or same_sound(stems, other_plain)

    def stems(self, word: str) -> Iterator[str]:
        """What a word may be a case form of: itself, the place in an adjective, and itself without an ending."""
        yield word
        yield from filter(None, (_place(adjective, word) for adjective in self._adjectives))
        for ending in self._endings:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
                yield word.removesuffix(ending)

    def _decisions(self, one: str, other: str) -> Iterator[bool]:
        """What each declension that fits a stem of both words says, the longest stem first."""
        for stem, endings in _splits(one, other):
            for pattern, declension in self._declensions:
                if not pattern.fullmatch(stem):
                    continue
                if any(endings <= group for group in declension.forms):
                    yield True
                elif endings & declension.other_names:
                    yield False

    def _same_place(self, one: str, other: str) -> bool:
        """Whether two words are adjectives of one place, or an adjective of a place and its name."""
        for adjective in self._adjectives:
            places = _place(adjective, one), _place(adjective, other)
            if all(places):
                return places[0] == places[1]
            place, noun = (places[0], other) if places[0] else (places[1], one)
            if place and noun.startswith(place) and noun.removeprefix(place) in adjective.endings:
                return True
        return False

    def _as_neighbours_write(self, word: str) -> str:
        word = word.translate(self._typed)
        for written, letter in self._transcribed.items():
            word = word.replace(written, letter)
        return word


@cache
def case_forms(script: Script | None) -> CaseForms:
    """The case forms of a script; of none where a word has no letters of any."""
    return CaseForms([language for language in languages().values() if language.script == script])


@lru_cache(maxsize=50_000)
def _place(adjective: _PlaceAdjective, word: str) -> str | None:
    found = adjective.pattern.fullmatch(word)
    return found[1] if found else None


def _splits(one: str, other: str) -> Iterator[tuple[str, frozenset[str]]]:
    """A stem that two words may have in common, and the endings of both; the longest stem first."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    if shared < min(len(one), len(other)) - _LONGEST_ENDING:
        return
    for cut in range(shared, max(shared - _STEMS_TRIED, _SHORTEST_STEM - 1), -1):
        yield one[:cut], frozenset([one[cut:], other[cut:]])
