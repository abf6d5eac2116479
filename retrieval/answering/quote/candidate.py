"""Sentences that may answer a question, ranked by how well they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.query.answer_kind import AnswerKind
from retrieval.query.answer_spans import spans_of
from retrieval.text.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.query.query import Query
    from retrieval.store.hit import Hit

# Chosen on a grid, on squad2 and clapnq together; docs/answers.md has the figures.  A cosine is worth so much
# because this model's cosines of good and of poor sentences lie within a tenth of each other.
_COSINE = 10.0
_UNDER_HEADLINE, _OWN = 0.7, 0.3
_KIND = 0.2
_PHRASES = 0.2
_ASKS_ITSELF = -1.0
_FRAGMENT = -0.2

_SHORT = 30  # characters, below which a sentence is mostly a heading or a caption


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence of a retrieved passage, and what speaks for it.

    Attributes:
        hit: The passage.
        start: Offset of the sentence in the passage's text.
        end: Its exclusive end.
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


def rank(
    query: Query,
    hits: Sequence[Hit],
    embeddings: SentenceTransformerEmbeddings,
    *,
    headlines: bool = False,
) -> list[Candidate]:
    """The sentences of passages, the one that answers best first.

    Args:
        query: What is asked; its snapshot holds the vectors of the sentences.
        hits: The passages, of that snapshot.
        embeddings: Made these vectors; embeds the question.
        headlines: Whether a sentence that is the headline counts too; above an answer that stands already.
    """
    kept = query.snapshot.sentences.vectors([hit.passage_id for hit in hits])
    asked = embeddings.encode_query(query.text)
    found: list[Candidate] = []
    for hit in hits:
        if (sentences := kept.get(hit.passage_id)) is not None:
            cosines = (
                [embeddings.scale(float(c)) for c in sentences.vectors @ asked]
                if len(sentences.spans)
                else []
            )
            found += _candidates(query, hit, sentences.spans, cosines, headlines=headlines)
    return sorted(found, key=lambda candidate: -candidate.score)


def _candidates(
    query: Query,
    hit: Hit,
    spans: Sequence[tuple[int, int]],
    cosines: Sequence[float],
    *,
    headlines: bool,
) -> Iterator[Candidate]:
    headline = vocabulary(hit.title)
    in_passage = query.coverage(headline | vocabulary(hit.text))
    for (start, end), cosine in zip(spans, cosines, strict=True):
        sentence = hit.text[start:end]
        if (sentence.strip() == hit.title and not headlines) or not any(c.isalnum() for c in sentence):
            continue
        answers = tuple(spans_of(query.kind, sentence, query.text))
        yield Candidate(
            hit=hit,
            start=start,
            end=end,
            cosine=cosine,
            own_coverage=query.coverage(vocabulary(sentence)),
            coverage=query.coverage(headline | vocabulary(sentence)),
            passage_coverage=in_passage,
            phrases=query.phrases(sentence),
            kind=0.5 if query.kind in (AnswerKind.OTHER, AnswerKind.REASON) else float(bool(answers)),
            answers=answers,
        )
