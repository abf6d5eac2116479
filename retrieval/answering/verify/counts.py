"""What a figure counts or belongs to, and whether a claim gives it to something else."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.languages.registry import any_pattern
from retrieval.text import quantity
from retrieval.text.analysis import stop_words, term, words
from retrieval.text.number_words import is_number_word
from retrieval.text.units import is_measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LOOKED_AT = 3  # words after a number, among which stands what it counts


def miscounted(claim: str, context: str) -> bool:
    """Whether a number counts, or measures, what another number does in the evidence: 17 films from 38 countries."""
    there = list(_counted(context))
    values = {round(q.value, 9) for q in quantity.quantities(context)}
    for value, noun in _counted(claim):
        counts = {v for v, n in there if n == noun}
        if counts and value not in counts and value in values:
            return True
    return False


def _counted(text: str) -> Iterator[tuple[float, str]]:
    """Numbers with the term of the first content word after them, units passed over."""
    for q in quantity.quantities(text):
        if q.partner is not None or q.unit == "of":
            continue
        after = _counted_until().split(text[q.end :], maxsplit=1)[0]
        looked_at = words(after)[:_LOOKED_AT]
        nouns = (w for w in looked_at if w.casefold() not in stop_words() and not is_measure(w))
        if (noun := next(nouns, None)) is not None:
            yield round(q.value, 9), term(noun)


@cache
def _counted_until() -> re.Pattern[str]:
    ends = any_pattern(lambda language: language.relation_words.counted_until)
    return re.compile(rf"[,;.:()\d]|\b{ends}\b")


def moved(claim: str, context: str) -> bool:
    """Whether a figure stands with the words of another one of its unit, and with none of its own.

    Looked at are clauses with a subject of their own: "exports rose to 3, while imports stood at 4".
    """
    there = [(set(map(term, words(c))), quantity.quantities(c)) for c in _clause_start().split(context)]
    for clause in _clause_start().split(claim):
        own = {term(word) for word in words(clause) if not is_empty(word)}
        if any(_stands_elsewhere(q, own, there) for q in quantity.quantities(clause)):
            return True
    return False


def _stands_elsewhere(
    figure: quantity.Quantity, own: set[str], there: Sequence[tuple[set[str], Sequence[quantity.Quantity]]]
) -> bool:
    """Whether the words about a figure are those of another one of its unit, and none of its own.

    Args:
        figure: The figure of a claim.
        own: The terms of the claim's clause.
        there: The clauses of the evidence: their terms and their figures.
    """
    with_it = [terms for terms, found in there if any(o.value == figure.value for o in found)]
    if not with_it or any(terms & own for terms in with_it):
        return False
    return any(terms & own for terms, found in there if any(_could_be(o, figure) for o in found))


@cache
def _clause_start() -> re.Pattern[str]:
    changes = any_pattern(lambda language: language.relation_words.subject_changes)
    return re.compile(f";|{changes}")


def _could_be(one: quantity.Quantity, other: quantity.Quantity) -> bool:
    """Whether one figure could be mistaken for another."""
    return one.value != other.value and one.unit == other.unit


def is_empty(word: str) -> bool:
    """Whether a word is a figure, a unit or a stop word: nothing that a figure could belong to."""
    figure = word[0].isdigit() or is_number_word(word) or is_measure(word)
    return figure or word.casefold() in stop_words()
