"""How sure it is that a passage is what a standing question waits for: a calibrated decision.

Two logistic regressions over what is known of a passage and of its best sentence: one where question and article can
be compared word by word, one where they are in different languages.  `python -m tests.evals.watches calibrate` learns
them anew; docs/standing-questions.md has the figures on what was not used for learning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.languages.detection import script_of
from retrieval.text.analysis import stop_words, term, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.query.query import Query
    from retrieval.watches.background import Background
    from retrieval.watches.passage_batch import PassageBatch

    Floats = NDArray[np.float32]

BAR = 0.5
"""The least score of a match."""

# In the order of `RelevanceFeatures.same` and `RelevanceFeatures.foreign`.
_SAME = np.array([0.98, 0.67, 3.02, 3.24, 0.99, 0.99], dtype=np.float32)
_SAME_CONSTANT = -10.92
_FOREIGN = np.array([1.79, 0.55, 0.55, 7.41], dtype=np.float32)
_FOREIGN_CONSTANT = -9.92

# A passage's best sentence is told as the quoting answerer does: ten times its cosine, and the words it holds.
_COSINE = 10.0

# Names are looked up across languages, which takes time, only in the passages that are best without them.
_LOOKED_UP = 20
_MOST_WORDS = 12
_SHORTEST = 3  # letters; shorter words are alike by chance


def places_from(least: float, scores: Floats) -> list[int]:
    """The places of the scores that are not below `least`, the greatest first."""
    found = np.flatnonzero(scores >= least)
    places: list[int] = found[np.argsort(-scores[found], kind="stable")].tolist()
    return places


@dataclass(frozen=True, slots=True)
class RelevanceFeatures:
    """What is known of each passage of a batch.

    Attributes:
        same: Of shape (passages, 6): how far the best sentence and the passage stand out by their cosines from what is
            usual for the question, in standard deviations; coverage of the question's terms in the passage and in the
            whole article, 0 to 1; its names and its numbers in the passage, from -1 (none) to 1 (all).
        foreign: Of shape (passages, 4): the first two as above; coverage in the article; and the share of the
            question's words that stand in the article by letters or by sound, 0 to 1.
        is_foreign: Whether the article is in another language than the question, or in other letters, as a topic of
            three words has no language; of shape (passages,).
    """

    same: Floats
    foreign: Floats
    is_foreign: NDArray[np.bool_]

    def scores(self) -> Floats:
        """From 0 to 1 for each passage; `BAR` and more is a match."""
        same = self.same @ _SAME + np.float32(_SAME_CONSTANT)
        foreign = self.foreign @ _FOREIGN + np.float32(_FOREIGN_CONSTANT)
        values = np.clip(np.where(self.is_foreign, foreign, same), -60, 60)
        scores: Floats = 1 / (1 + np.exp(-values))
        return scores


def relevance_features(
    batch: PassageBatch, query: Query, vector: Floats, background: Background
) -> RelevanceFeatures:
    """What is known of each passage of a batch with regard to a question.

    Args:
        batch: The passages; at least one.
        query: The question.
        vector: Of the question, of shape (dimension,) and unit length.
        background: What is usual in the store.
    """
    coverage = batch.terms.coverage(query)
    deviations = _deviations(batch, query, vector, background, coverage.sentences)
    same = (
        deviations.sentence,
        deviations.passage,
        coverage.passages,
        coverage.articles,
        _balance(batch, _names(query.text)),
        _balance(batch, query.numbers),
    )
    likely = np.where(deviations.is_foreign, deviations.sentence + deviations.passage, -np.inf)
    foreign = (
        deviations.sentence,
        deviations.passage,
        coverage.articles,
        _words_found(batch, query.text, likely),
    )
    return RelevanceFeatures(
        np.stack(same, axis=1).astype(np.float32),
        np.stack(foreign, axis=1).astype(np.float32),
        deviations.is_foreign,
    )


class _Deviations(NamedTuple):
    """How far passages stand out by their cosines, in standard deviations, each of shape (passages,).

    Attributes:
        sentence: The best sentence of each.
        passage: The passage itself.
        is_foreign: Whether it is in another language than the question.
    """

    sentence: Floats
    passage: Floats
    is_foreign: NDArray[np.bool_]


def _deviations(
    batch: PassageBatch, query: Query, vector: Floats, background: Background, coverage: Floats
) -> _Deviations:
    cosines = background.scale.of_many(batch.sentences @ vector)
    sentence = cosines[batch.best_sentences(np.float32(_COSINE) * cosines + coverage)]
    passage = background.scale.of_many(batch.vectors @ vector)
    is_foreign = np.zeros(len(batch), dtype=np.bool_)
    asked = script_of(query.text)
    for (script, language), places in batch.by_language.items():
        other_letters = None not in (script, asked) and script is not asked
        other_language = None not in (language, query.language) and language != query.language
        is_foreign[places] = other_letters or other_language
        of_passages, of_sentences = background.usual(vector, script, foreign=other_letters)
        passage[places] = of_passages.z_scores(passage[places])
        sentence[places] = of_sentences.z_scores(sentence[places])
    # The vector of a passage that is new in parts is that of old words too.
    passage = np.where(batch.partial, np.minimum(passage, sentence), passage)
    return _Deviations(sentence, passage, is_foreign)


def _names(question: str) -> list[str]:
    """Words with a capital, the first one too: topics begin with what they are about."""
    return [word for word in words(question) if word[0].isupper() and word.casefold() not in stop_words()]


def _balance(batch: PassageBatch, asked: Sequence[str]) -> Floats:
    """From -1, where a passage holds none of these words, to 1, where it holds all; 0 where there are none."""
    found = np.zeros(len(batch), dtype=np.float32)
    for word in asked:
        found[batch.terms.passages_with(term(word))] += 1
    return 2 * found / np.float32(len(asked)) - 1 if asked else found


def _words_found(batch: PassageBatch, question: str, likely: Floats) -> Floats:
    """The share of the question's words that stand in the article of each of the likeliest passages."""
    shares = np.zeros(len(batch), dtype=np.float32)
    asked = [w for w in words(question) if len(w) >= _SHORTEST and w.casefold() not in stop_words()]
    asked = asked[:_MOST_WORDS]
    if not asked:
        return shares
    for place in np.argsort(-likely, kind="stable")[:_LOOKED_UP]:
        if np.isfinite(likely[place]):
            text = batch.named(batch.hits[place].article_id)
            shares[place] = sum(map(text.has, asked)) / len(asked)
    return shares
