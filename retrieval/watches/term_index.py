"""In which texts of a batch of passages each term stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from retrieval.query.query import SYNONYM
from retrieval.text.analysis import terms, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from corpus import Article
    from retrieval.query.query import Query
    from retrieval.store.hit import Hit

    Floats = NDArray[np.float32]
    Places = NDArray[np.intp]

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


@dataclass(frozen=True, slots=True, eq=False)
class TermIndex:
    """The terms of passages, of their sentences and of their articles, whose texts are numbered in this order.

    Attributes:
        postings: The texts that hold a term, ascending, by term.
        article_of: Which of the articles each passage is of, of shape (passages,).
        borders: The number of the first sentence, and that of the first article.
        texts: How many texts there are.
    """

    postings: Mapping[str, Places]
    article_of: Places
    borders: tuple[int, int]
    texts: int

    @classmethod
    def of(
        cls,
        hits: Sequence[Hit],
        articles: Mapping[str, Article],
        sentences: Sequence[tuple[int, tuple[int, int]]],
        partial: NDArray[np.bool_],
    ) -> Self:
        """The index of some passages.

        Args:
            hits: The passages.
            articles: Their articles, by id.
            sentences: Their sentences that count, each as the number of its passage and its span there.
            partial: Whether only parts of a passage count, of shape (passages,); its headline does not then.
        """
        postings: defaultdict[str, list[int]] = defaultdict(list)
        for text, there in enumerate(_vocabularies(hits, articles, sentences, partial)):
            for term in there:
                postings[term].append(text)
        number = {id_: n for n, id_ in enumerate(articles)}
        borders = len(hits), len(hits) + len(sentences)
        return cls(
            postings={term: np.array(texts, dtype=np.intp) for term, texts in postings.items()},
            article_of=np.array([number[hit.article_id] for hit in hits], dtype=np.intp),
            borders=borders,
            texts=borders[1] + len(articles),
        )

    def coverage(self, query: Query) -> Coverage:
        """How much of what is looked for stands in each text."""
        shares = np.zeros(self.texts, dtype=np.float32)
        whole = 0.0
        for term, others, weight in query.weighted:
            whole += weight
            here = np.zeros(self.texts, dtype=np.float32)
            for other in others:
                here[self.postings.get(other, _NOWHERE)] = SYNONYM
            here[self.postings.get(term, _NOWHERE)] = 1.0
            shares += np.float32(weight) * here
        if whole:
            shares /= np.float32(whole)
        passages, sentences, articles = np.split(shares, self.borders)
        return Coverage(passages, sentences, articles[self.article_of])

    def passages_with(self, term: str) -> Places:
        """Which passages hold a term, themselves or in their headlines."""
        found = self.postings.get(term, _NOWHERE)
        return found[found < self.borders[0]]


def _vocabularies(
    hits: Sequence[Hit],
    articles: Mapping[str, Article],
    sentences: Sequence[tuple[int, tuple[int, int]]],
    partial: NDArray[np.bool_],
) -> Iterator[frozenset[str]]:
    """The terms of each passage, of each sentence, and of each article."""
    heads = [
        frozenset[str]() if in_part else vocabulary(hit.title)
        for hit, in_part in zip(hits, partial, strict=True)
    ]
    of_sentences = [heads[n].union(terms(hits[n].text[start:end])) for n, (start, end) in sentences]
    of_passages: list[set[str]] = [set() for _ in hits]
    for (n, _), there in zip(sentences, of_sentences, strict=True):
        of_passages[n] |= there
    yield from map(frozenset, of_passages)
    yield from of_sentences
    yield from _of_articles(hits, articles, of_passages, partial)


def _of_articles(
    hits: Sequence[Hit],
    articles: Mapping[str, Article],
    of_passages: Sequence[set[str]],
    partial: NDArray[np.bool_],
) -> Iterator[frozenset[str]]:
    """The terms of each article; of one that is new in parts, those of what is new."""
    new: defaultdict[str, set[str]] = defaultdict(set)
    for hit, there in zip(hits, of_passages, strict=True):
        new[hit.article_id] |= there
    changed = {hit.article_id for hit, in_part in zip(hits, partial, strict=True) if in_part}
    for id_, article in articles.items():
        yield frozenset(new[id_] if id_ in changed else terms(f"{article.title}\n{article.text}"))
