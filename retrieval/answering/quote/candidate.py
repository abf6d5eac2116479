"""Sentences that may answer a question, ranked by how well they do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.query.answer_kind import AnswerKind
from retrieval.query.answer_spans import answer_spans
from retrieval.query.heard_words import HeardWords
from retrieval.reading.reading import within_each
from retrieval.text.analysis import term_sequences, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.query.query import Query
    from retrieval.reading.reading import Reading
    from retrieval.store.hit import Hit

# Chosen on a grid, on squad2 and clapnq together; docs/answers.md has the figures.  A cosine is worth so much
# because this model's cosines of good and of poor sentences lie within a tenth of each other.
_COSINE = 10.0
_UNDER_HEADLINE, _OWN = 0.7, 0.3
_KIND = 0.2
_PHRASES = 0.2
_ASKS_ITSELF = -1.0
_FRAGMENT = -0.2

NO_WORDS = -20.0
"""The margin of a sentence of which no word was read, such as one of signs alone, as a logit."""

_SHORT = 30  # characters, below which a sentence is mostly a heading or a caption


class SentenceWeights(NamedTuple):
    """What each thing that is known of a sentence counts for, where its passage was read."""

    margin: float  # of a logit, as the next
    answered: float
    cosine: float  # above `_MIDDLE`
    coverage: float  # in the question's language alone, as the next two
    kind: float
    phrases: float
    foreign: float  # a sentence in another language than the question's
    foreign_cosine: float  # what its cosine counts for in addition
    heard: float


# Learned by `python -m tests.evals.calibrate`.
_READ = SentenceWeights(0.338, 0.077, 36.1, 1.61, 0.774, 0.395, 1.57, 20.8, 6.61)
_MIDDLE = 0.8  # of the cosines of answering sentences, so that those of two languages can be compared


class ReadSentence(NamedTuple):
    """What reading its passage has shown of a sentence.

    Attributes:
        words: Span in the sentence of the words that answer best.
        margin: How far they lie above "no answer", as a logit.
        answered: Logit that the passage answers the question.
        foreign: Whether question and passage are of different languages.
    """

    words: tuple[int, int]
    margin: float
    answered: float
    foreign: bool = False


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
        heard: Share, by rarity, of the question's terms that sound like words of the passages of its article; 0 where
            these were not read.
        kind: Whether the sentence holds words of the kind that is asked for, 0 or 1; 0.5 where that cannot be told.
        answers: Those words, as spans of the sentence.
        read: What reading has shown; `None` where the passage was not read.
        text: The sentence itself.
        score: How well it answers; greater is better, comparable within one question.
    """

    hit: Hit
    start: int
    end: int
    cosine: float
    own_coverage: float
    coverage: float
    passage_coverage: float
    phrases: float
    heard: float
    kind: float
    answers: tuple[tuple[int, int], ...]
    read: ReadSentence | None = None

    text: str = field(init=False)
    score: float = field(init=False)

    def __post_init__(self) -> None:
        text = self.hit.text[self.start : self.end]
        object.__setattr__(self, "text", text)
        object.__setattr__(
            self,
            "score",
            (self._by_words() if self.read is None else self._by_reading(self.read))
            + _ASKS_ITSELF * text.rstrip().endswith("?")
            + _FRAGMENT * (len(text) < _SHORT),
        )

    def _by_words(self) -> float:
        return (
            _COSINE * self.cosine
            + _UNDER_HEADLINE * self.coverage
            + _OWN * self.own_coverage
            + _KIND * self.kind
            + _PHRASES * self.phrases
        )

    def _by_reading(self, read: ReadSentence) -> float:
        return sum(weight * value for weight, value in zip(_READ, self.values(read), strict=True))

    def values(self, read: ReadSentence) -> SentenceWeights:
        """What is known of it where its passage was read: what `SentenceWeights` are the weights of."""
        foreign, own = float(read.foreign), float(not read.foreign)
        cosine = self.cosine - _MIDDLE
        return SentenceWeights(
            margin=read.margin,
            answered=read.answered,
            cosine=cosine,
            coverage=own * self.coverage,
            kind=own * self.kind,
            phrases=own * self.phrases,
            foreign=foreign,
            foreign_cosine=foreign * cosine,
            heard=self.heard,
        )


class _PassageSentence(NamedTuple):
    """A sentence of a passage that may be a candidate."""

    passage: int
    start: int
    end: int
    text: str
    cosine: float


def rank(
    query: Query,
    hits: Sequence[Hit],
    embeddings: SentenceTransformerEmbeddings,
    *,
    readings: Mapping[str, Reading] | None = None,
    headlines: bool = False,
) -> list[Candidate]:
    """The sentences of passages, the one that answers best first.

    Args:
        query: What is asked; its snapshot holds the vectors of the sentences.
        hits: The passages, of that snapshot.
        embeddings: Made these vectors; embeds the question.
        readings: What was made of passages, by their ids; where there are any, the sentences of passages that were not
            read are left out.
        headlines: Whether a sentence that is the headline counts too; above an answer that stands already.
    """
    if readings:
        hits = [hit for hit in hits if hit.passage_id in readings]
    sentences = [s for s in _sentences(query, hits, embeddings) if _may_answer(s, hits, headlines=headlines)]
    # Each value of all sentences at once.
    texts = [sentence.text for sentence in sentences]
    titles = [frozenset(terms) for terms in term_sequences([hit.title for hit in hits])]
    bodies = [frozenset(terms) for terms in term_sequences([hit.text for hit in hits])]
    # When something was is told by more than the words of the question.
    times, events = query.asked_times.terms, query.asked_times.of_events
    heard = _heard(query, hits, readings)
    in_passages = query.coverages(
        [title | body for title, body in zip(titles, bodies, strict=True)], optional=times
    )
    sequences = term_sequences(texts)
    own = [frozenset(terms) for terms in sequences]
    under_titles = [titles[s.passage] | there for s, there in zip(sentences, own, strict=True)]
    columns = zip(
        sentences,
        query.coverages(own, without=times - events, optional=events),
        query.coverages(under_titles, without=times - events, optional=events),
        query.phrases(sequences),
        answer_spans(query.kind, texts, query.text),
        _read(sentences, hits, readings, query),
        strict=True,
    )
    unclear = query.kind in (AnswerKind.OTHER, AnswerKind.REASON)
    found = [
        Candidate(
            hit=hits[sentence.passage],
            start=sentence.start,
            end=sentence.end,
            cosine=sentence.cosine,
            own_coverage=own_coverage,
            coverage=coverage,
            passage_coverage=in_passages[sentence.passage],
            phrases=phrases,
            heard=heard.get(hits[sentence.passage].article_id, 0.0),
            kind=0.5 if unclear else float(bool(answers)),
            answers=answers,
            read=read,
        )
        for sentence, own_coverage, coverage, phrases, answers, read in columns
    ]
    return sorted(found, key=lambda candidate: -candidate.score)


def _heard(query: Query, hits: Sequence[Hit], readings: Mapping[str, Reading] | None) -> dict[str, float]:
    """The share of the question's terms that sound like words of the passages of each article; where they were read."""
    there: dict[str, set[str]] = {}
    for hit in hits if readings else ():
        there.setdefault(hit.article_id, set()).update((*words(hit.title), *words(hit.text)))
    return {article: query.heard(HeardWords.of(found)) for article, found in there.items()}


def _may_answer(sentence: _PassageSentence, hits: Sequence[Hit], *, headlines: bool) -> bool:
    """Whether a sentence has words, and is not the headline where these do not count."""
    if not any(c.isalnum() for c in sentence.text):
        return False
    return headlines or sentence.text.strip() != hits[sentence.passage].title


def _read(
    sentences: Sequence[_PassageSentence],
    hits: Sequence[Hit],
    readings: Mapping[str, Reading] | None,
    query: Query,
) -> Iterator[ReadSentence | None]:
    """What the readings of their passages say of sentences; `None` of each where no passage was read."""
    if not readings:
        yield from [None] * len(sentences)
        return
    foreign = query.are_foreign(hits)
    of_each = [readings[hits[sentence.passage].passage_id] for sentence in sentences]
    best = within_each(of_each, [(sentence.start, sentence.end) for sentence in sentences])
    for sentence, reading, found in zip(sentences, of_each, best, strict=True):
        words, margin = ((0, 0), NO_WORDS) if found is None else (_trimmed(sentence, *found[0]), found[1])
        yield ReadSentence(words, margin, reading.answered, foreign[sentence.passage])


def _trimmed(sentence: _PassageSentence, start: int, end: int) -> tuple[int, int]:
    """The span in a sentence of words at a span of its passage; a token begins with the space before it."""
    start, end = max(start, sentence.start) - sentence.start, min(end, sentence.end) - sentence.start
    words = sentence.text[start:end]
    return start + len(words) - len(words.lstrip()), end


def _sentences(
    query: Query, hits: Sequence[Hit], embeddings: SentenceTransformerEmbeddings
) -> Iterator[_PassageSentence]:
    """The sentences of passages with their cosines; none of a passage whose sentences have no vectors."""
    kept = query.snapshot.sentences.vectors([hit.passage_id for hit in hits])
    # A sentence need not say when: it is as near to the question as to the question without its times.
    ways = dict.fromkeys([query.text, query.asked_times.rest])
    asked = np.stack([embeddings.encode_query(way) for way in ways], axis=1)
    passages = [number for number, hit in enumerate(hits) if hit.passage_id in kept]
    known = [kept[hits[number].passage_id] for number in passages]
    cosines = [(of_one.vectors @ asked).max(axis=1) for of_one in known if len(of_one.spans)]
    scaled = iter(embeddings.scale.of_many(np.concatenate(cosines)).tolist() if cosines else ())
    for number, of_one in zip(passages, known, strict=True):
        text = hits[number].text
        for start, end in of_one.spans:
            yield _PassageSentence(number, start, end, text[start:end], next(scaled))
