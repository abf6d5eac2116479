"""Whether a text puts names together as a sentence does: first names with last names, titles, nations."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.languages.registry import any_pattern
from retrieval.text.analysis import fold
from retrieval.text.exonyms import exonym
from retrieval.text.named_text import WORD
from retrieval.text.names import is_title
from retrieval.text.same_name import same_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.text.named_text import NamedText
    from retrieval.text.names import Name

_NEAR_TITLE = 4  # words


def adjacent(found: Sequence[Name], text: str, there: NamedText) -> bool:
    """Whether words that stand side by side in a name do so in the text: no first name of one with another's last."""
    for one, other in pairwise(found):
        if text[one.end : other.start] != " " or is_title(fold(one.word)):
            continue
        places = set(there.places(other.word))
        befores = there.places(one.word)
        if not befores or not places:
            continue
        near = any(p - b in (1, 2) for b in befores for p in places)
        if not near:
            return False
    return True


def titles_fit(found: Sequence[Name], text: str, there: NamedText) -> bool:
    """Whether a title right before a name stands near that name in the text, and not nearer to another's."""
    for name in found:
        before = WORD.findall(text[: name.start])
        if not before or not is_title(title := fold(before[-1])) or text[name.start - 1 : name.start] != " ":
            continue
        titles = [
            at for at, (word, _, _) in enumerate(there.words)
            if same_name(title, fold(word)) or fold(word) == title
        ]  # fmt: skip
        own = there.places(name.word)
        if titles and own and min(abs(t - o) for t in titles for o in own) > _NEAR_TITLE:
            return False
    return True


def nations(text: str) -> set[str]:
    """The keys of the nations that a text speaks of, adjectives and words for people in lower case among them."""
    nation = _nation()
    words = (fold(word) for word in WORD.findall(text) if word[0].isupper() or nation.fullmatch(fold(word)))
    return {key for key in map(exonym, words) if key is not None}


@cache
def _nation() -> re.Pattern[str]:
    return re.compile(any_pattern(lambda language: language.name_forms.nation))
