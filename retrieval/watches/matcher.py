"""Standing questions: which of the passages that came in are what somebody waits for.

    matcher = Matcher(build_retriever())
    asked = matcher.prepare("Iran Tajikistan defence")  # once; holds 1.5 kB
    for match in matcher.matches(asked, new_passages(snapshot, since)):
        match.citation.quote, match.citation.url, match.score

A question may as well be words that name a topic, in any language that the embedding model knows.
docs/standing-questions.md says how sure a match is, and how that was measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import clean, sentences
from retrieval.answering.quote.antecedent import refers_back
from retrieval.answering.quote.candidate import rank
from retrieval.answering.quote.excerpt import Excerpt
from retrieval.query.query import Query
from retrieval.watches.arrived_passages import ArrivedPassages
from retrieval.watches.background import Background
from retrieval.watches.confirmation import ConfirmedPassage
from retrieval.watches.relevance import BAR, places_from, relevance_features
from retrieval.watches.story import same_story

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from retrieval.answer import Citation
    from retrieval.answering.quote.candidate import Candidate
    from retrieval.reading.reading import Reading
    from retrieval.retriever import HybridRetriever
    from retrieval.store.snapshot import Snapshot
    from retrieval.watches.arrivals import NewPassages
    from retrieval.watches.confirmation import Confirmation
    from retrieval.watches.passage_batch import PassageBatch

    Floats = NDArray[np.float32]

_MAX_CHARS = 2_000  # of a question; what lies behind this cannot be part of it
_MAX_QUOTE = 450


@dataclass(frozen=True, slots=True, eq=False)
class StandingQuestion:
    """A question or a topic, ready to be compared; good for as long as the embedding model is the same.

    Attributes:
        text: As it was given, cleaned and cut at 2,000 characters.
        vector: Of shape (dimension,) and unit length.
    """

    text: str
    vector: Floats

    @property
    def is_blank(self) -> bool:
        """Whether it has no letter and no digit; it matches nothing then."""
        return not any(c.isalnum() for c in self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A passage that is what a standing question waits for.

    Attributes:
        citation: The best sentence of it, numbered 1.
        score: How likely it is right, from `BAR` to 1, where one of 200 articles is.
        signature: What `same_story` tells copies by; at most 1,028 bytes.
    """

    citation: Citation
    score: float
    signature: bytes


class Matcher:
    """Compares standing questions with passages that came in; safe to use from several threads.

    The passages it was asked about last are kept, laid out in arrays, so ask about the same ones for all questions
    before going on to others.

    Args:
        retriever: Its store holds the passages, and its model compares them.
        confirmation: Reads those that may match; by default none is read.
    """

    def __init__(self, retriever: HybridRetriever, confirmation: Confirmation | None = None) -> None:
        self._store = retriever.store
        self._embeddings = retriever.embeddings
        self._links = retriever.links
        self._confirmation = confirmation
        self._kept: ArrivedPassages | None = None

    def prepare(self, text: str) -> StandingQuestion:
        """A standing question from any text at all."""
        cleaned = clean(text).encode("utf-8", "ignore").decode()[:_MAX_CHARS]
        return StandingQuestion(cleaned, self._embeddings.encode_query(cleaned))

    def matches(
        self, asked: str | StandingQuestion, passages: NewPassages | Iterable[str], limit: int = 3
    ) -> list[Match]:
        """The passages that are what a question waits for, best first, one a story.

        Args:
            asked: The question; prepare those that are asked again.
            passages: What came in: `new_passages` of the published generation, or ids.  Ids that are not in it (any
                more) are passed over.
            limit: At most so many.

        Raises:
            EmptyStoreError: Nothing has been published yet.
        """
        question = self.prepare(asked) if isinstance(asked, str) else asked
        if question.is_blank:
            return []
        with self._store.reading() as snapshot:
            arrived = self._arrived(snapshot, passages)
            if not len(arrived.batch):
                return []
            query = Query(question.text, snapshot)
            features = relevance_features(arrived.batch, query, question.vector, arrived.background)
            found: list[Match] = []
            for number, score, reading in self._matching(question.text, arrived.batch, features.scores()):
                if len(found) == limit:
                    break
                hit = arrived.batch.hits[number]
                signature = arrived.signature(hit)
                if not same_story(signature, [match.signature for match in found]):
                    span = self._quoted(query, arrived.batch, number, reading)
                    text = arrived.batch.articles[hit.article_id].text
                    citation = self._links.opened(hit.cite(1, *span), text)
                    found.append(Match(citation=citation, score=score, signature=signature))
        return found

    def _matching(self, question: str, batch: PassageBatch, scores: Floats) -> Iterator[ConfirmedPassage]:
        """The passages that match, best first; read where the question asks for one thing."""
        if self._confirmation is not None and self._confirmation.asks(question):
            return self._confirmation.matches(question, batch, scores)
        return (ConfirmedPassage(place, float(scores[place]), None) for place in places_from(BAR, scores))

    def _arrived(self, snapshot: Snapshot, passages: NewPassages | Iterable[str]) -> ArrivedPassages:
        wanted = dict(passages) if isinstance(passages, Mapping) else dict.fromkeys(passages)
        kept = self._kept
        if kept is None or not kept.is_of(snapshot, wanted):
            background = (
                kept.background
                if kept and kept.generation == snapshot.name
                else Background(snapshot, self._embeddings.scale)
            )
            kept = self._kept = ArrivedPassages.load(snapshot, wanted, background)
        return kept

    def _quoted(
        self, query: Query, batch: PassageBatch, number: int, reading: Reading | None
    ) -> tuple[int, int]:
        """Which words of a passage are quoted: of the sentences that count, the one the quoting answerer would take."""
        hit = batch.hits[number]
        counted = batch.sentences_of(number)
        readings = {hit.passage_id: reading} if reading is not None else None
        ranked = rank(query, [hit], self._embeddings, readings=readings)
        best = next((c for c in ranked if (c.start, c.end) in counted), None)
        if best is None:
            return counted[0]  # nothing but the headline once more
        quote = Excerpt.of(best).quote
        return (_start_before(best) if refers_back(quote) else best.start), best.start + len(quote)


def _start_before(best: Candidate) -> int:
    """Where the sentence before begins in the passage, if there is one and both are short enough to be quoted."""
    spans = sentences(best.hit.text[: best.start])
    return spans[-1].start if spans and best.end - spans[-1].start <= _MAX_QUOTE else best.start
