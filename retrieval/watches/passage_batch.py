"""Passages laid out in arrays, so that many standing questions are compared with them at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from corpus.languages.detection import script_of
from retrieval.text.named_text import NamedText
from retrieval.watches.term_index import TermIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from corpus import Article
    from corpus.languages.script import Script
    from retrieval.embedding.sentence_vectors import SentenceVectors
    from retrieval.store.hit import Hit
    from retrieval.store.snapshot import Snapshot

    Floats = NDArray[np.float32]
    Places = NDArray[np.intp]
    Spans = Sequence[tuple[int, int]]

_READ_AT_ONCE = 500  # ids in one statement
_LOOKED_THROUGH = 5_000  # characters of an article in which names are looked up
_SHORT = 30  # characters, below which a sentence is mostly a heading or a caption


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PassageBatch:
    """Some passages of one snapshot, with their sentences and articles.

    Attributes:
        hits: The passages, of score 0.
        articles: Their articles, by id.
        vectors: Of the passages, of shape (passages, dimension), each of unit length.
        sentences: Vectors of the sentences, of shape (sentences, dimension), each of unit length.
        owners: Which passage each sentence is of, ascending, of shape (sentences,).
        spans: Where each sentence stands in its passage, in characters.
        partial: Whether only parts of a passage count, of shape (passages,).
        signatures: Near-copy signatures of the passages, by id.
        by_language: The passages by the letters and the language of their articles, each as its place.
        terms: Which terms the passages, sentences and articles hold.
    """

    hits: Sequence[Hit]
    articles: Mapping[str, Article]
    vectors: Floats
    sentences: Floats
    owners: Places
    spans: Sequence[tuple[int, int]]
    partial: NDArray[np.bool_]
    signatures: Mapping[str, bytes]
    by_language: Mapping[tuple[Script | None, str | None], Places]
    terms: TermIndex
    _named: dict[str, NamedText] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def load(cls, snapshot: Snapshot, passages: Mapping[str, Spans | None]) -> Self:
        """Some passages of a snapshot.

        Args:
            snapshot: Open for reading; it is not needed any more afterwards.
            passages: Their ids, each with the spans of its text that count (`None` for all of it): only sentences
                that overlap these are in the batch.  Of a passage that is new in parts, the words around and its
                headline do not count either.  Ids that are unknown, or of which no sentence counts, are passed over.
        """
        stored = _Stored.read(snapshot, list(passages))
        counted = {id_: _counted(stored.sentences[id_], passages[id_]) for id_ in stored.sentences}
        vectors = snapshot.vectors.stored([id_ for id_, chosen in counted.items() if chosen])
        # A vector is missing only in a store that is damaged; `presscite doctor` says so.
        hits = [hit for hit in stored.hits if hit.passage_id in vectors]
        articles = _articles(snapshot, hits)
        rows = [(stored.sentences[hit.passage_id], counted[hit.passage_id]) for hit in hits]
        owners = np.repeat(np.arange(len(rows)), [len(chosen) for _, chosen in rows])
        spans = [of_one.spans[n] for of_one, chosen in rows for n in chosen]
        partial = np.array([len(chosen) < len(of_one.spans) for of_one, chosen in rows], dtype=np.bool_)
        return cls(
            hits=hits,
            articles=articles,
            vectors=np.array([vectors[hit.passage_id] for hit in hits], dtype=np.float32),
            sentences=np.array([v for of_one, chosen in rows for v in of_one.vectors[chosen]], np.float32),
            owners=owners,
            spans=spans,
            partial=partial,
            signatures=stored.signatures,
            by_language=_by_language(hits, articles),
            terms=TermIndex.of(hits, articles, list(zip(owners.tolist(), spans, strict=True)), partial),
        )

    def __len__(self) -> int:
        return len(self.hits)

    def sentences_of(self, passage: int) -> Spans:
        """Where the sentences of a passage stand in it."""
        first, end = np.searchsorted(self.owners, [passage, passage + 1])
        return self.spans[first:end]

    def named(self, article_id: str) -> NamedText:
        """An article and its headline, for looking names up."""
        if article_id not in self._named:
            article = self.articles[article_id]
            self._named[article_id] = NamedText(f"{article.title}\n{article.text[:_LOOKED_THROUGH]}")
        return self._named[article_id]

    def best_sentences(self, values: Floats) -> Places:
        """For each passage the sentence of the greatest value, of shape (passages,)."""
        # By passage, and among the sentences of one by value: the last of each passage is its best.
        order = np.lexsort((values, self.owners))
        last = np.searchsorted(self.owners, np.arange(len(self.hits)), side="right") - 1
        best: Places = order[last]
        return best


class _Stored(NamedTuple):
    """What the store holds of some passages.

    Attributes:
        hits: The passages that it knows.
        sentences: The vectors of their sentences, by id.
        signatures: Their near-copy signatures, by id.
    """

    hits: list[Hit]
    sentences: dict[str, SentenceVectors]
    signatures: dict[str, bytes]

    @classmethod
    def read(cls, snapshot: Snapshot, passage_ids: Sequence[str]) -> Self:
        """What is stored of passages, read some at a time."""
        stored = cls([], {}, {})
        for ids in _batches(passage_ids):
            stored.hits.extend(snapshot.catalogue.hits(dict.fromkeys(ids, 0.0)))
            stored.sentences.update(snapshot.sentences.vectors(ids))
            stored.signatures.update(snapshot.catalogue.signatures(ids))
        return stored


def _articles(snapshot: Snapshot, hits: Sequence[Hit]) -> dict[str, Article]:
    articles: dict[str, Article] = {}
    for ids in _batches(list(dict.fromkeys(hit.article_id for hit in hits))):
        articles |= snapshot.catalogue.articles(ids)
    return articles


def _by_language(
    hits: Sequence[Hit], articles: Mapping[str, Article]
) -> dict[tuple[Script | None, str | None], Places]:
    scripts = {id_: script_of(article.text) for id_, article in articles.items()}
    places: defaultdict[tuple[Script | None, str | None], list[int]] = defaultdict(list)
    for place, hit in enumerate(hits):
        places[scripts[hit.article_id], hit.language].append(place)
    return {language: np.array(found, dtype=np.intp) for language, found in places.items()}


def _batches(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + _READ_AT_ONCE] for start in range(0, len(ids), _READ_AT_ONCE))


def _counted(of_passage: SentenceVectors, spans: Spans | None) -> list[int]:
    """Which sentences of a passage overlap the spans that count; a few new letters in an old passage are no news."""
    if spans is None:
        return list(range(len(of_passage.spans)))
    new = [
        n for n, (start, end) in enumerate(of_passage.spans) if any(start < b and end > a for a, b in spans)
    ]
    if len(new) == len(of_passage.spans):
        return new
    return [n for n in new if of_passage.spans[n][1] - of_passage.spans[n][0] >= _SHORT]
