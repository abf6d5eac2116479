"""A text in which names are looked up."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING

from corpus import detect_language
from corpus.languages.detection import script_of_word
from corpus.languages.registry import languages
from retrieval.text.analysis import fold, fold_each, terms
from retrieval.text.exonyms import exonym
from retrieval.text.same_name import same_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.languages.script import Script

WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W\d_]+)*")
"""A word as names are told by it."""

_OPENING = re.compile(r"(?:^|[.!?…:]\s*)[\"'“«„(\[]*$")
_SHORTEST_LOWER = 4


class NamedText:
    """A text in which names are looked up.

    Args:
        text: Passages with their headlines and outlets.

    Attributes:
        text: The text.
        words: Its words, each with the offset of its first character and its exclusive end.
        terms: Its terms.
        capitals: Its words with a capital, and its figures.
        only_capital: Its words, folded, that stand inside a sentence with a capital and nowhere without one.
        language: Code of its language; `None` where that cannot be told.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [(m.group(), m.start(), m.end()) for m in WORD.finditer(text)]
        folded = fold_each(word for word, _, _ in self.words)
        self._folded = set(folded)
        self.terms = set(terms(text))
        self.capitals = {word for word, _, _ in self.words if word[0].isupper() or word[0].isdigit()}
        lower = {small for small, (word, _, _) in zip(folded, self.words, strict=True) if word[0].islower()}
        inside = {
            small
            for small, (word, start, _) in zip(folded, self.words, strict=True)
            if word[0].isupper() and not opens_sentence(text, start)
        }
        self.only_capital = inside - lower
        self.language = detect_language(text)
        self._found: dict[str, bool] = {}

    def has(self, word: str) -> bool:
        """Whether the text has this word of a name, in any case form or script."""
        if word not in self._found:
            folded = fold(word)
            self._found[word] = folded in self._folded or any(same_name(word, c) for c in self._near(word))
        return self._found[word]

    def knows(self, word: str) -> bool:
        """Whether the text has this word as an ordinary one."""
        return not self.terms.isdisjoint(terms(word))

    def has_lower(self, word: str) -> bool:
        """Whether the text has this word in lower case, in any form."""
        return not self._lower_terms.isdisjoint(terms(word))

    def places(self, word: str) -> list[int]:
        """At which of the words it stands."""
        return [i for i, (w, _, _) in enumerate(self.words) if fold(w) == fold(word) or same_name(word, w)]

    @cached_property
    def _lower_terms(self) -> frozenset[str]:
        return frozenset(terms(" ".join(word for word, _, _ in self.words if word[0].islower())))

    def _near(self, word: str) -> Iterable[str]:
        """Words that may be the name: in a language without capitals for adjectives, lower-case ones too."""
        scripts = _lower_case_scripts()
        any_lower = script_of_word(word) in scripts
        some_lower = any_lower or exonym(fold(word)) is not None
        for found, _, _ in self.words:
            if found[0].isupper() or (
                some_lower
                and len(found) >= _SHORTEST_LOWER
                and (any_lower or script_of_word(found) in scripts)
            ):
                yield found


def opens_sentence(text: str, at: int) -> bool:
    """Whether a word begins a sentence or stands behind a colon or an opening quotation mark at its beginning."""
    return _OPENING.search(text[:at]) is not None


@cache
def _lower_case_scripts() -> frozenset[Script | None]:
    """The scripts in which adjectives of names are written in lower case."""
    known = languages().values()
    return frozenset(language.script for language in known if language.name_forms.lower_case_adjectives)
