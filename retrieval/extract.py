"""The answerer that needs no language model: it quotes the sentences that answer."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corpus import sentences
from retrieval.answer import Answer, Citation, Sentence
from retrieval.keywords import content_terms, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.embeddings import SentenceTransformerEmbeddings
    from retrieval.hit import Hit
    from retrieval.question import Question
    from retrieval.store import Store

_CANDIDATES = 48  # sentences that are embedded for a question, at most
_MAX_CHARS = 450  # of all the sentences of an answer together
_MAX_SENTENCES = 2

# Weights and bars were set on squad2's answerable questions against questions whose articles are not there;
# docs/answers.md has the figures.  A cosine counts for more where question and article share no words.
_COSINE_WEIGHT = 3.0
_ANSWER_BAR = 2.9
_ANSWER_BAR_OTHER_LANGUAGE = 2.33
_FURTHER_MARGIN = 0.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a retrieved passage.

    Attributes:
        hit: The passage.
        start: Offset of the sentence in the passage's text.
        end: Offset behind it.
        cosine: Of question and sentence.
        coverage: Share, by rarity, of the question's terms that stand in the sentence, from 0 to 1.
    """

    hit: Hit
    start: int
    end: int
    cosine: float = 0.0
    coverage: float = 0.0

    @property
    def text(self) -> str:
        """The sentence itself."""
        return self.hit.text[self.start : self.end]

    @property
    def score(self) -> float:
        """How well it answers."""
        return _COSINE_WEIGHT * self.cosine + self.coverage


class Extractor:
    """Answers with sentences quoted from the passages.

    Args:
        store: Knows how rare a word is.
        embeddings: Compares the question with each sentence.
    """

    def __init__(self, store: Store, embeddings: SentenceTransformerEmbeddings) -> None:
        self._store = store
        self._embeddings = embeddings

    def answer(self, question: Question, searched_for: str, hits: Sequence[Hit]) -> Answer:
        """The one or two sentences that answer, or a refusal with the nearest passages."""
        ranked = self.rank(searched_for, hits)
        chosen = _choose(ranked, question.language)
        if not chosen:
            return refuse(question, searched_for, hits, ranked)
        citations = tuple(c.hit.cite(n, c.start, c.end) for n, c in enumerate(chosen, start=1))
        return Answer(
            question=question.text,
            searched_for=searched_for,
            sentences=tuple(Sentence(text=_one_line(c.quote), citations=(c.number,)) for c in citations),
            citations=citations,
            language=question.language,
        )

    def rank(self, question: str, hits: Sequence[Hit]) -> list[Candidate]:
        """The sentences of the passages, the one that answers best first."""
        found = [
            Candidate(hit, start, end)
            for hit in hits
            for start, end in sentences(hit.text)
            if any(c.isalnum() for c in hit.text[start:end])
        ][:_CANDIDATES]
        if not found:
            return []
        coverages = self._coverages(question, found)
        vectors = self._embeddings.encode_documents([c.text for c in found])
        cosines = vectors @ self._embeddings.encode_query(question)
        scored = [
            Candidate(c.hit, c.start, c.end, float(cosine), coverage)
            for c, cosine, coverage in zip(found, cosines, coverages, strict=True)
        ]
        return sorted(scored, key=lambda c: -c.score)

    def _coverages(self, question: str, found: Sequence[Candidate]) -> list[float]:
        sought = content_terms(question)[:64]
        if not sought:
            return [0.0] * len(found)
        with self._store.reading() as generation:
            frequency = generation.catalogue.frequencies(sought)
            _, passages = generation.catalogue.counts()
        weights = np.array([math.log(1 + passages / (1 + frequency.get(term, 0))) for term in sought])
        there = np.array([[term in _vocabulary(c) for term in sought] for c in found])
        shares: list[float] = (there @ weights / weights.sum()).tolist()
        return shares


def _vocabulary(candidate: Candidate) -> set[str]:
    """Terms of a sentence and of the headline above it, which a sentence need not repeat."""
    return set(terms(candidate.text)) | set(terms(candidate.hit.title))


def _choose(ranked: Sequence[Candidate], language: str) -> list[Candidate]:
    if not ranked or ranked[0].score < _bar(ranked[0], language):
        return []
    best = ranked[0]
    chosen = [best]
    length = best.end - best.start
    for candidate in ranked[1:]:
        length += candidate.end - candidate.start
        near = candidate.score > best.score - _FURTHER_MARGIN
        if len(chosen) == _MAX_SENTENCES or length > _MAX_CHARS or not near:
            break
        if candidate.text != best.text:
            chosen.append(candidate)
    return _reading_order(chosen)


def _bar(candidate: Candidate, language: str) -> float:
    other = candidate.hit.language is not None and candidate.hit.language != language
    return _ANSWER_BAR_OTHER_LANGUAGE if other else _ANSWER_BAR


def _reading_order(chosen: list[Candidate]) -> list[Candidate]:
    """Sentences of one article as they stand there; the best article first."""
    first = chosen[0].hit.article_id
    return sorted(
        chosen,
        key=lambda c: (c.hit.article_id != first, c.hit.article_id, c.hit.start + c.start),
    )


def refuse(
    question: Question, searched_for: str, hits: Sequence[Hit], ranked: Sequence[Candidate] = ()
) -> Answer:
    """A refusal that shows up to three of the nearest passages, each by its closest sentence."""
    nearest: list[Citation] = []
    for hit in hits[:3]:
        own = [c for c in ranked if c.hit is hit]
        start, end = (own[0].start, own[0].end) if own else (0, len(hit.text))
        nearest.append(hit.cite(len(nearest) + 1, start, end))
    return Answer(
        question=question.text,
        searched_for=searched_for,
        refused=True,
        nearest=tuple(nearest),
        language=question.language,
    )


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
