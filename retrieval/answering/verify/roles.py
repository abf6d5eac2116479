"""Who did what to whom: whether a claim exchanges the sides of a verb or of a preposition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.answering.verify.lexicon import relations
from retrieval.text.analysis import fold, stop_words, term
from retrieval.text.letters import capitals, small_letters
from retrieval.text.same_name import same_name

if TYPE_CHECKING:
    from corpus.languages.relation_words import WordOrder

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[,;:—–]")
_SEPARATORS = frozenset(",;")
_MOST_APART = 14  # tokens between the two sides of a verb in the evidence
_NEIGHBOURS_APART = 3  # tokens between two names that stand together in the evidence
_SAID_APART = 4  # and in the claim


def turned(claim: str, context: str, order: WordOrder) -> bool:
    """Whether a claim has two names exchanged, in a language where the place of a name tells what it did.

    Args:
        claim: The sentence.
        context: Words that it rests on, in the same language.
        order: What the order of words says in that language.
    """
    if _belongs_elsewhere(claim, context, order):
        return True
    if any(_governs_another(preposition, claim, context) for preposition in order.governing):
        return True
    return _OrderComparison(_Tokens.of(claim, order), _Tokens.of(context, order), order).exchanges()


@dataclass(frozen=True, slots=True)
class _ContentWord:
    """A content word: its term, its place among all tokens, and how it is written."""

    term: str
    at: int
    capital: bool
    after_preposition: bool


@dataclass(frozen=True, slots=True)
class _Tokens:
    """A text as folded tokens, and the content words among them."""

    all: tuple[str, ...]
    content: tuple[_ContentWord, ...]

    @classmethod
    def of(cls, text: str, order: WordOrder) -> _Tokens:
        tokens = [(match.group(), fold(match.group())) for match in _TOKEN.finditer(text)]
        content: list[_ContentWord] = []
        before = ""
        for at, (written, word) in enumerate(tokens):
            if word[0].isalnum() and word not in stop_words():
                capital = written[0].isupper() and at > 0
                after_preposition = before in relations().prepositions
                content.append(_ContentWord(term(word), at, capital, after_preposition))
            if word not in order.articles:
                before = word
        return cls(tuple(word for _, word in tokens), tuple(content))


@dataclass(frozen=True, slots=True)
class _Shared:
    """A word of a claim that stands once in its evidence."""

    said: _ContentWord
    there: _ContentWord


class _OrderComparison:
    """The order of words in a claim and in its evidence.

    Args:
        said: The claim.
        there: The evidence.
        order: What the order of words says.
    """

    def __init__(self, said: _Tokens, there: _Tokens, order: WordOrder) -> None:
        self._said = said
        self._there = there
        self._order = order
        places: dict[str, list[_ContentWord]] = {}
        for word in there.content:
            places.setdefault(word.term, []).append(word)
        self._shared = [
            _Shared(w, found[0]) for w in said.content if len(found := places.get(w.term, [])) == 1
        ]

    def exchanges(self) -> bool:
        """Whether the sides of a verb, or two names side by side, have changed places without a reason."""
        threes = zip(self._shared, self._shared[1:], self._shared[2:], strict=False)
        if any(_backwards(a, verb, b) and not self._explained(a, verb, b) for a, verb, b in threes):
            return True
        return any(
            _neighbours_backwards(a, b) and not self._explained(a, b) for a, b in pairwise(self._shared)
        )

    def _explained(self, *words: _Shared) -> bool:
        """Whether the order says nothing: a list, the place and time of what happened, or a passive."""
        first, last = words[0], words[-1]
        between = self._said.all[first.said.at + 1 : last.said.at]
        if any(word in relations().joining or word in _SEPARATORS for word in between):
            return True
        if any(word.after_preposition for word in (first.said, last.said, first.there, last.there)):
            return True
        agent = self._order.agent
        said = self._said.all[first.said.at : last.said.at]
        cited = self._there.all[last.there.at : first.there.at]
        return (agent in said) != (agent in cited)


def _backwards(a: _Shared, verb: _Shared, b: _Shared) -> bool:
    """Whether the evidence has three words of a claim the other way round, a name on one side."""
    descending = a.there.at > verb.there.at > b.there.at and a.there.at - b.there.at <= _MOST_APART
    return descending and (a.there.capital or b.there.capital)


def _neighbours_backwards(a: _Shared, b: _Shared) -> bool:
    """Whether the evidence has two names side by side that a claim has apart and the other way round."""
    names = a.there.capital and b.there.capital
    return (
        names
        and 0 < a.there.at - b.there.at <= _NEIGHBOURS_APART
        and 1 < b.said.at - a.said.at <= _SAID_APART
    )


def _belongs_elsewhere(claim: str, context: str, order: WordOrder) -> bool:
    """Whether "Aslov of Tajikistan" has become Aslov of somewhere else that the evidence names."""
    pattern = _name_of_name(order)
    there = [match.groups() for match in pattern.finditer(context)]
    for name, preposition, place in (match.groups() for match in pattern.finditer(claim)):
        own = [p for n, how, p in there if same_name(n, name) and how == preposition]
        if own and not any(same_name(p, place) for p in own):
            return True
    return False


@lru_cache
def _name_of_name(order: WordOrder) -> re.Pattern[str]:
    name = rf"[{capitals()}][\w’'-]+"
    return re.compile(rf"\b({name}) ({'|'.join(order.belonging)}) ({name})")


def _governs_another(preposition: str, claim: str, context: str) -> bool:
    """Whether a name stands after "from" in the place of another, which the claim has elsewhere."""
    pattern = _governed(preposition)
    mine, theirs = pattern.findall(claim), pattern.findall(context)
    for name in mine:
        if not theirs or any(same_name(name, other) for other in theirs):
            continue
        elsewhere = set(re.findall(rf"[{capitals()}][\w’'-]+", claim)) - set(mine)
        if any(same_name(other, word) for other in theirs for word in elsewhere):
            return True
    return False


@lru_cache
def _governed(preposition: str) -> re.Pattern[str]:
    return re.compile(rf"\b{preposition} (?:[{small_letters()}]+ ){{0,3}}([{capitals()}][\w’'-]+)")
