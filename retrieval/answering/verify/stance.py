"""Whether a claim says yes, no or perhaps where its evidence does, and leaves an opinion to whoever holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answering.verify.attribution import unattributed
from retrieval.answering.verify.denials import denied_otherwise, denies
from retrieval.answering.verify.hedges import surer
from retrieval.answering.verify.lexicon import lexicon
from retrieval.answering.verify.wording import folded_words

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence


def agrees(claim: str, quoted: str, context: str, *, same_language: bool) -> bool:
    """Whether a claim has the denials, doubts and attributions of its evidence.

    Args:
        claim: The sentence.
        quoted: The words it cites.
        context: The sentences these stand in.
        same_language: Whether the words of both can be compared as they stand.
    """
    said, there, cited = folded_words(claim), folded_words(context), folded_words(quoted)
    if denies_otherwise(said, there, cited, same_language=same_language):
        return False
    if same_language and contradicts(said, there):
        return False
    return not surer(said, there, cited, same_language=same_language) and not unattributed(claim, quoted)


def denies_otherwise(
    said: Sequence[str], there: Sequence[str], cited: Sequence[str], *, same_language: bool
) -> bool:
    """Whether a claim denies otherwise than its evidence; in another language, whether only one of both denies.

    Args:
        said: The claim's folded words.
        there: Those of the sentences that it rests on.
        cited: Those that it quotes.
        same_language: Whether the words of both can be compared as they stand.
    """
    return denied_otherwise(said, there) if same_language else denies(cited) != denies(said)


def contradicts(said: Sequence[str], there: Sequence[str]) -> bool:
    """Whether a claim has a word whose opposite the evidence has, and each only its own of the two."""
    pairs = [pair for one, other in lexicon().opposites for pair in ((one, other), (other, one))]
    return any(_only_one(mine, theirs, said) and _only_one(theirs, mine, there) for mine, theirs in pairs)


def _only_one(one: re.Pattern[str], other: re.Pattern[str], words: Sequence[str]) -> bool:
    """Whether words have one of two groups and not the other."""
    return any(map(one.fullmatch, words)) and not any(map(other.fullmatch, words))
