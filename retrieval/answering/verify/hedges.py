"""Whether a claim is surer than its evidence: states what that thinks possible, or as done what is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answering.verify.lexicon import lexicon
from retrieval.answering.verify.wording import scope
from retrieval.text.analysis import term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DOUBT_REACH = 4  # content words after a word of doubt that it speaks of
_PLAN_REACH = 2  # after a word of planning
_BEGINNING = 4  # letters by which two forms of a verb are one
_LEAST_STEM = 4  # letters


def surer(said: Sequence[str], there: Sequence[str], cited: Sequence[str], *, same_language: bool) -> bool:
    """Whether a claim states what its evidence leaves open.

    Args:
        said: The claim's folded words.
        there: Those of the sentences that it rests on.
        cited: Those that it quotes.
        same_language: Whether the words of both can be compared as they stand.
    """
    if not any(map(lexicon().doubt.fullmatch, said)):
        if _doubt_dropped(said, there, cited, same_language=same_language):
            return True
        if same_language and _plan_as_done(said, cited):
            return True
    return same_language and _done_too_early(said, there)


def _doubt_dropped(
    said: Sequence[str], there: Sequence[str], cited: Sequence[str], *, same_language: bool
) -> bool:
    """Whether the evidence doubts what the claim speaks of; in another language, whether its quote doubts."""
    if not same_language:
        return any(there[at] in cited for at in _doubts(there))
    mine = {term(word) for word in said}
    return any(mine.intersection(scope(there, at, _DOUBT_REACH)) for at in _doubts(there))


def _doubts(words: Sequence[str]) -> Iterator[int]:
    """Where words of doubt stand that are no denial ("may not") and give nothing to a speaker ("allegedly")."""
    known = lexicon()
    for at, word in enumerate(words):
        if known.doubt.fullmatch(word) and not known.attributes(word):
            denied = any(map(known.denied_doubt.fullmatch, words[at + 1 : at + 2]))
            if not denied:
                yield at


def _plan_as_done(said: Sequence[str], cited: Sequence[str]) -> bool:
    """Whether a claim says in the past what its quote only promises or plans."""
    known = lexicon()
    if any(known.plan.fullmatch(word) or known.not_done.fullmatch(word) for word in said):
        return False
    mine = {word[:_BEGINNING] for word in said}
    planned = (scope(cited, at, _PLAN_REACH) for at, word in enumerate(cited) if known.plan.fullmatch(word))
    return any(word[:_BEGINNING] in mine for words in planned for word in words)


def _done_too_early(said: Sequence[str], there: Sequence[str]) -> bool:
    """Whether a verb stands in the past where the evidence has it in the present or future only."""
    for forms in lexicon().verb_forms:
        for word in filter(forms.past.fullmatch, said):
            stem = forms.past_ending.sub("", word)
            kin = [w for w in there if w.startswith(stem)] if len(stem) >= _LEAST_STEM else []
            if any(map(forms.present.fullmatch, kin)) and not any(map(forms.past.fullmatch, kin)):
                return True
    return False
