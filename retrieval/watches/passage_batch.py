"""Passages laid out in arrays, so that many standing questions are compared with them at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corpus.languages.detection import script_of
from retrieval.query.query import SYNONYM
from retrieval.text.analysis import terms
from retrieval.text.named_text import NamedText
from retrieval.text.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from corpus import Article
    from corpus.languages.script import Script
    from retrieval.embedding.sentence_vectors import SentenceVectors
    from retrieval.query.query import Query
    from retrieval.store.hit import Hit
    from retrieval.store.snapshot import Snapshot

    Floats = NDArray[np.float32]
    Places = NDArray[np.intp]
    Spans = Sequence[tuple[int, int]]

_READ_AT_ONCE = 500  # ids in one statement
_LOOKED_THROUGH = 5_000  # characters of an article in which names are looked up
_SHORT = 30  # characters, below which a sentence is mostly a heading or a caption
_NOWHERE = np.empty(0, dtype=np.intp)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares, by rarity, of what is looked for that stand in the texts of a batch, 0 to 1.

    Attributes:
        passages: In each passage or its headline, of shape (passages,).
        sentences: In each sentence or the headline above it, of shape (sentences,).
        articles: In the whole article of each passage, of shape (passages,).
    """

    passages: Floats
    sentences: Floats
    articles: Floats


class PassageBatch:
    """Some passages of one snapshot, with their sentences and articles.

    Args:
        snapshot: Open for reading; it is not needed any more afterwards.
        passages: Their ids, each with the spans of its text that count (`None` for all of it): only sentences that
            overlap these are in the batch.  Of a passage that is new in parts, the words around and its headline do not
            count either.  Ids that are unknown, or of which no sentence counts, are passed over.

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
    """

    def __init__(self, snapshot: Snapshot, passages: Mapping[str, Spans | None]) -> None:
        catalogue = snapshot.catalogue
        hits: list[Hit] = []
        kept: dict[str, SentenceVectors] = {}
        self.signatures: dict[str, bytes] = {}
        for ids in _batches(list(passages)):
            hits += catalogue.hits(dict.fromkeys(ids, 0.0))
            kept |= snapshot.sentences.vectors(ids)
            self.signatures |= catalogue.signatures(ids)
        counted = {id_: _counted(of_one, passages[id_]) for id_, of_one in kept.items()}
        vectors = snapshot.vectors.stored([id_ for id_, chosen in counted.items() if chosen])
        # A vector is missing only in a store that is damaged; `presscite doctor` says so.
        self.hits = [hit for hit in hits if hit.passage_id in vectors]
        self.articles: dict[str, Article] = {}
        for ids in _batches(list(dict.fromkeys(hit.article_id for hit in self.hits))):
            self.articles |= catalogue.articles(ids)
        self.vectors: Floats = np.array([vectors[hit.passage_id] for hit in self.hits], dtype=np.float32)
        rows = [(kept[hit.passage_id], counted[hit.passage_id]) for hit in self.hits]
        self.sentences: Floats = np.array(
            [v for of_one, row in rows for v in of_one.vectors[row]], np.float32
        )
        self.spans = [of_one.spans[n] for of_one, row in rows for n in row]
        self.owners: Places = np.repeat(np.arange(len(rows)), [len(row) for _, row in rows])
        self.partial = np.array([len(row) < len(of_one.spans) for of_one, row in rows], dtype=np.bool_)
        of_article = {id_: script_of(article.text) for id_, article in self.articles.items()}
        places: defaultdict[tuple[Script | None, str | None], list[int]] = defaultdict(list)
        for place, hit in enumerate(self.hits):
            places[of_article[hit.article_id], hit.language].append(place)
        self.by_language = {language: np.array(found, dtype=np.intp) for language, found in places.items()}
        self._named: dict[str, NamedText] = {}
        self._index()

    def __len__(self) -> int:
        return len(self.hits)

    def coverage(self, query: Query) -> Coverage:
        """How much of what is looked for stands in each text."""
        shares = np.zeros(self._texts, dtype=np.float32)
        whole = 0.0
        for term, others, weight in query.weighted:
            whole += weight
            here = np.zeros(self._texts, dtype=np.float32)
            for other in others:
                here[self._postings.get(other, _NOWHERE)] = SYNONYM
            here[self._postings.get(term, _NOWHERE)] = 1.0
            shares += np.float32(weight) * here
        if whole:
            shares /= np.float32(whole)
        passages, sentences, articles = np.split(shares, self._borders)
        return Coverage(passages, sentences, articles[self._article_of])

    def sentences_of(self, passage: int) -> list[tuple[int, int]]:
        """Where the sentences of a passage stand in it."""
        first, behind = np.searchsorted(self.owners, [passage, passage + 1])
        return self.spans[first:behind]

    def holding(self, term: str) -> Places:
        """Which passages hold a term, themselves or in their headlines."""
        found = self._postings.get(term, _NOWHERE)
        return found[found < len(self.hits)]

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

    def _index(self) -> None:
        """In which texts each term stands: passages are numbered first, then sentences, then articles."""
        number = {id_: n for n, id_ in enumerate(self.articles)}
        found: defaultdict[str, list[int]] = defaultdict(list)
        for text, there in enumerate(self._vocabularies()):
            for term in there:
                found[term].append(text)
        self._article_of: Places = np.array([number[hit.article_id] for hit in self.hits], dtype=np.intp)
        self._borders = [len(self.hits), len(self.hits) + len(self.spans)]
        self._texts = self._borders[1] + len(self.articles)
        self._postings = {term: np.array(texts, dtype=np.intp) for term, texts in found.items()}

    def _vocabularies(self) -> Iterator[frozenset[str]]:
        """Of passages, of sentences, and of articles."""
        heads = [
            frozenset[str]() if partial else vocabulary(hit.title)
            for hit, partial in zip(self.hits, self.partial, strict=True)
        ]
        of_sentences = [
            heads[owner].union(terms(self.hits[owner].text[start:end]))
            for owner, (start, end) in zip(self.owners, self.spans, strict=True)
        ]
        of_passages: list[set[str]] = [set() for _ in self.hits]
        for owner, there in zip(self.owners, of_sentences, strict=True):
            of_passages[owner] |= there
        known: defaultdict[str, set[str]] = defaultdict(set)
        for hit, of_passage in zip(self.hits, of_passages, strict=True):
            known[hit.article_id] |= of_passage
        changed = {hit.article_id for hit, partial in zip(self.hits, self.partial, strict=True) if partial}
        yield from map(frozenset, of_passages)
        yield from of_sentences
        for id_, article in self.articles.items():
            yield frozenset(known[id_] if id_ in changed else terms(f"{article.title}\n{article.text}"))


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
