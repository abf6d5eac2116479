"""Whether a claim speaks of the same things as its evidence."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from corpus import detect_language
from corpus.languages.registry import languages
from retrieval.answering.verify import text_dates
from retrieval.answering.verify.anchors import DateSpan, blanked, crossed
from retrieval.answering.verify.counts import is_empty, miscounted, moved
from retrieval.answering.verify.lexicon import relations
from retrieval.answering.verify.roles import turned
from retrieval.text import quantity
from retrieval.text.analysis import stop_words, term, terms, words

if TYPE_CHECKING:
    from collections.abc import Callable, Set

    from retrieval.answering.verify.cited_text import CitedText

# Set on the tuned part of tests/evals/claims.
_LEAST_SHARED = 0.5  # of a sentence's terms, in the passages it cites, where both are of one language
_FEW_TERMS = 2  # of so few, every one, unless there is a figure beside them
_LEAST_CLOSE = 0.34  # of them, in the sentences that it quotes from
_LEAST_COSINE = 0.79  # of a sentence to the sentences it quotes from, where they are of two languages


def speaks_of_the_same(
    text: str, cited: CitedText, similarity: Callable[[str, str], float] | None, *, same_language: bool
) -> bool:
    """Whether a claim is about what its evidence is about, everything in its place.

    Args:
        text: The claim.
        cited: What it rests on.
        similarity: Cosine of two texts, for a claim in another language than its evidence; `None` asks for none.
        same_language: Whether the words of both can be compared as they stand.
    """
    if misplaced(text, cited):
        return False
    if not same_language:
        return similarity is None or similarity(text, cited.context) >= _LEAST_COSINE
    return _made_of_its_words(text, cited) and not sides_exchanged(text, cited)


def sides_exchanged(text: str, cited: CitedText) -> bool:
    """Whether the claim exchanges the sides of a verb or a preposition, where word order tells them apart."""
    language = languages().get(detect_language(text) or "")
    order = language.relation_words.word_order if language else None
    return order is not None and any(turned(text, words, order) for words in (cited.quoted, cited.context))


def misplaced(text: str, cited: CitedText) -> bool:
    """Whether the claim sets figures, dates or names beside what they do not belong to."""
    claimed, known = _date_spans(text, cited), _date_spans(cited.context, cited)
    if crossed(text, claimed, cited.context, known):
        return True
    return miscounted(blanked(text, claimed), blanked(cited.context, known))


def _date_spans(text: str, cited: CitedText) -> list[DateSpan]:
    return [DateSpan(e.at, e.to, (e.start, e.end)) for e in text_dates.dates(text, cited.published)]


def _made_of_its_words(text: str, cited: CitedText) -> bool:
    """Whether the claim is made of the words of its evidence, in one language."""
    known = set(terms(cited.wide))
    wide, total = shared(text, known)
    close, _ = shared(text, set(terms(f"{cited.context} {cited.about}")))
    bare = total <= _FEW_TERMS and not quantity.quantities(text)
    if total:
        least = 1.0 if bare else _LEAST_SHARED
        enough = wide / total >= least and close / total >= _LEAST_CLOSE
    else:
        enough = not bare  # "So it is." says nothing that could be checked
    masked = (text_dates.without(t, text_dates.dates(t, cited.published)) for t in (text, cited.context))
    return enough and not (moved(*masked) or substituted(text, cited.context, known))


def shared(claim: str, evidence: Set[str]) -> tuple[int, int]:
    """Of a claim's content terms, how many the evidence has, and how many there are; number words left out."""
    content = list(dict.fromkeys(term(word) for word in words(claim) if not is_empty(word)))
    return sum(t in evidence for t in content), len(content)


def substituted(claim: str, context: str, known: Set[str]) -> bool:
    """Whether a word that the passages do not have stands where the evidence has another after the same two words.

    Args:
        claim: The sentence.
        context: The sentences that it rests on.
        known: The terms of the passages.
    """
    said, there = [term(word) for word in words(claim)], [term(word) for word in words(context)]
    continued = set(pairwise(there[:-1]))
    for one, other, third in zip(said, said[1:], said[2:], strict=False):
        unknown = third not in known and third not in stop_words() and not is_empty(third)
        after_preposition = other in relations().prepositions and one not in stop_words()
        if unknown and after_preposition and (one, other) in continued:
            return True
    return False
