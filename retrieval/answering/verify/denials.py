"""Whether a claim denies what its evidence does, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.answering.verify.lexicon import lexicon
from retrieval.answering.verify.wording import scope
from retrieval.text.analysis import term

if TYPE_CHECKING:
    from collections.abc import Sequence

_REACH = 3  # content words after a negation that it speaks of
_SURE_REACH = 2  # of these, the ones that it surely speaks of


@dataclass(frozen=True, slots=True)
class _Denial:
    """A word that denies.

    Attributes:
        terms: What it speaks of, nearest first.
        in_verb: Whether it is a verb that denies by how it begins; a word may begin so and deny nothing.
    """

    terms: tuple[str, ...]
    in_verb: bool = False


def denies(words: Sequence[str]) -> bool:
    """Whether one of these folded words denies."""
    return bool(lexicon().negations(words))


def denied_otherwise(said: Sequence[str], there: Sequence[str]) -> bool:
    """Whether a claim lost, added or moved a denial; both as folded words of one language."""
    return _otherwise(_denials(said), _denials(there), said, there)


def deny_otherwise(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether only one of two clauses denies, or each denies something else; both as folded words of one language."""
    first, second = _denials(one), _denials(other)
    return (
        _by_word(first) != _by_word(second)
        or _otherwise(first, second, one, other)
        or _otherwise(second, first, other, one)
    )


def _by_word(denials: Sequence[_Denial]) -> bool:
    """Whether one of them is a word that only denies."""
    return not all(denial.in_verb for denial in denials)


def _otherwise(
    mine: Sequence[_Denial], theirs: Sequence[_Denial], said: Sequence[str], there: Sequence[str]
) -> bool:
    if not mine:
        return _dropped(theirs, said)
    if not theirs:
        return _added(mine, there)
    return _moved(mine, theirs, there)


def _denials(words: Sequence[str]) -> list[_Denial]:
    found = [_Denial(tuple(scope(words, at, _REACH))) for at in lexicon().negations(words)]
    for prefix, shown_by in lexicon().negating_prefixes:
        if any(map(shown_by.fullmatch, words)):
            verbs = filter(None, map(prefix.fullmatch, words))
            found += [_Denial((verb[1],), in_verb=True) for verb in verbs]
    return found


def _dropped(theirs: Sequence[_Denial], said: Sequence[str]) -> bool:
    """Whether a claim that denies nothing speaks of what its evidence denies."""
    known = _forms(said)
    return any(known.intersection(denial.terms[:_SURE_REACH]) for denial in theirs)


def _added(mine: Sequence[_Denial], there: Sequence[str]) -> bool:
    """Whether a claim denies where its evidence denies nothing; by a verb only where that has the verb itself."""
    known = _forms(there)
    return any(not denial.in_verb or denial.terms[0] in known for denial in mine)


def _moved(mine: Sequence[_Denial], theirs: Sequence[_Denial], there: Sequence[str]) -> bool:
    """Whether none of the denials that speak of the evidence's words speaks of what that denies."""
    known = _forms(there)
    of_these = [set(denial.terms) for denial in mine if known.intersection(denial.terms[:_SURE_REACH])]
    return bool(of_these) and not any(
        terms.intersection(denial.terms) for terms in of_these for denial in theirs
    )


def _forms(words: Sequence[str]) -> set[str]:
    return {term(word) for word in words}.union(words)
