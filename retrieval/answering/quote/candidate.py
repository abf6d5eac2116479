"""Sentences that may answer a question, ranked by how well they do."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from corpus import detect_language
from retrieval.query.answer_kind import AnswerKind, kind_asked, spans_of
from retrieval.query.synonyms import synonyms
from retrieval.text.analysis import content_terms, stop_words, terms, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.store.hit import Hit
    from retrieval.store.snapshot import Snapshot

# Chosen on a grid, on squad2 and clapnq together; docs/answers.md has the figures.  A cosine is worth so much
# because this model's cosines of good and of poor sentences lie within a tenth of each other.
_COSINE = 10.0
_UNDER_HEADLINE, _OWN = 0.7, 0.3
_KIND = 0.2
_PHRASES = 0.2
_ASKS_ITSELF = -1.0
_FRAGMENT = -0.2

_SHORT = 30  # characters, below which a sentence is mostly a heading or a caption
_MOST_TERMS = 64
_LEAST_PASSAGES = 1_000
SYNONYM = 0.8  # what a word that says the same counts for
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence of a retrieved passage, and what speaks for it.

    Attributes:
        hit: The passage.
        start: Offset of the sentence in the passage's text.
        end: Offset behind it.
        cosine: Of the question and the sentence as the model understood it within its passage, on the scale of the
            packaged model.
        own_coverage: Share, by rarity, of the question's terms that stand in the sentence, 0 to 1.
        coverage: The same in the sentence or in the headline above it.
        passage_coverage: The same in the whole passage.
        phrases: Share of the question's pairs of neighbouring words that stand in the sentence.
        kind: Whether the sentence holds words of the kind that is asked for, 0 or 1; 0.5 where that cannot be told.
        answers: Those words, as spans of the sentence.
    """

    hit: Hit
    start: int
    end: int
    cosine: float
    own_coverage: float
    coverage: float
    passage_coverage: float
    phrases: float
    kind: float
    answers: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The sentence itself."""
        return self.hit.text[self.start : self.end]

    @property
    def score(self) -> float:
        """How well it answers; greater is better, comparable within one question."""
        return (
            _COSINE * self.cosine
            + _UNDER_HEADLINE * self.coverage
            + _OWN * self.own_coverage
            + _KIND * self.kind
            + _PHRASES * self.phrases
            + _ASKS_ITSELF * self.text.rstrip().endswith("?")
            + _FRAGMENT * (len(self.text) < _SHORT)
        )


class Sought:
    """What a question looks for: its terms with their weights, its names and numbers, the kind of answer.

    Args:
        question: Any text.
        snapshot: Knows how rare a term is.
    """

    def __init__(self, question: str, snapshot: Snapshot) -> None:
        self.question = question
        self.language = detect_language(question)
        self.kind: AnswerKind = kind_asked(question)
        self.terms = tuple(content_terms(question)[:_MOST_TERMS])
        self.frequency = snapshot.postings.frequencies(self.terms)
        # In a handful of articles nearly every word is rare; that says nothing about the word.
        passages = max(_LEAST_PASSAGES, snapshot.catalogue.counts()[1])
        self._weights = [math.log(1 + passages / (1 + self.frequency.get(term, 0))) for term in self.terms]
        self._synonyms = [synonyms(term) for term in self.terms]
        sequence = _terms(question)
        self._pairs = set(itertools.pairwise(sequence))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Words with a capital that do not begin the question, as they stand."""
        return tuple(
            w for w in words(self.question)[1:] if w[0].isupper() and w.casefold() not in stop_words()
        )

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Its numbers, as they stand."""
        return tuple(_NUMBER.findall(self.question))

    def weighted(self) -> Iterator[tuple[str, frozenset[str], float]]:
        """Its terms, each with those that say the same and with its weight by rarity."""
        return zip(self.terms, self._synonyms, self._weights, strict=True)

    def coverage(self, vocabulary: frozenset[str], *, without: frozenset[str] = frozenset()) -> float:
        """Share, by rarity, of its terms that are in a vocabulary, itself or a word that says the same.

        Args:
            vocabulary: The terms that are there.
            without: Terms of the question that do not count.

        Returns:
            From 0 to 1; 0 where no term counts.
        """
        whole = there = 0.0
        for term, others, weight in self.weighted():
            if term in without:
                continue
            whole += weight
            if term in vocabulary:
                there += weight
            elif not others.isdisjoint(vocabulary):
                there += SYNONYM * weight
        return there / whole if whole else 0.0

    def phrases(self, sentence: str) -> float:
        """Share of its pairs of neighbouring words that stand in a sentence."""
        sequence = _terms(sentence)
        shared = self._pairs.intersection(itertools.pairwise(sequence))
        return len(shared) / max(1, len(self._pairs))

    def is_foreign(self, hit: Hit) -> bool:
        """Whether a passage is in another language, where both languages can be told."""
        return None not in (self.language, hit.language) and self.language != hit.language


def rank(
    sought: Sought,
    hits: Sequence[Hit],
    snapshot: Snapshot,
    embeddings: SentenceTransformerEmbeddings,
    *,
    headlines: bool = False,
) -> list[Candidate]:
    """The sentences of passages, the one that answers best first.

    Args:
        sought: What is looked for.
        hits: The passages.
        snapshot: Holds the vectors of their sentences.
        embeddings: Made these vectors; embeds the question.
        headlines: Whether a sentence that is the headline counts too; above an answer that stands already.
    """
    kept = snapshot.sentences.vectors([hit.passage_id for hit in hits])
    asked = embeddings.encode_query(sought.question)
    found: list[Candidate] = []
    for hit in hits:
        if (sentences := kept.get(hit.passage_id)) is not None:
            cosines = (
                [embeddings.scale(float(c)) for c in sentences.vectors @ asked]
                if len(sentences.spans)
                else []
            )
            found += _candidates(sought, hit, sentences.spans, cosines, headlines=headlines)
    return sorted(found, key=lambda candidate: -candidate.score)


def _candidates(
    sought: Sought,
    hit: Hit,
    spans: Sequence[tuple[int, int]],
    cosines: Sequence[float],
    *,
    headlines: bool,
) -> Iterator[Candidate]:
    headline = vocabulary(hit.title)
    in_passage = sought.coverage(headline | vocabulary(hit.text))
    for (start, end), cosine in zip(spans, cosines, strict=True):
        sentence = hit.text[start:end]
        if (sentence.strip() == hit.title and not headlines) or not any(c.isalnum() for c in sentence):
            continue
        answers = tuple(spans_of(sought.kind, sentence, sought.question))
        yield Candidate(
            hit=hit,
            start=start,
            end=end,
            cosine=cosine,
            own_coverage=sought.coverage(vocabulary(sentence)),
            coverage=sought.coverage(headline | vocabulary(sentence)),
            passage_coverage=in_passage,
            phrases=sought.phrases(sentence),
            kind=0.5 if sought.kind in (AnswerKind.OTHER, AnswerKind.REASON) else float(bool(answers)),
            answers=answers,
        )


@lru_cache(maxsize=4_096)
def _terms(text: str) -> tuple[str, ...]:
    return tuple(terms(text))


@lru_cache(maxsize=4_096)
def vocabulary(text: str) -> frozenset[str]:
    """The terms of a text; the latest texts are remembered."""
    return frozenset(_terms(text))
