"""Whether a passage that may be what a standing question waits for answers it: it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np

from retrieval.query.kind_classifier import KindClassifier
from retrieval.question_kind import QuestionKind
from retrieval.reading.reader import open_reader
from retrieval.watches.relevance import BAR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.reading.reader import Reader
    from retrieval.settings import Settings
    from retrieval.watches.passage_batch import PassageBatch

    Floats = NDArray[np.float32]

# Chosen by `python -m tests.evals.confirmed_watches`, on one half of the watches.
_READ_FROM = 0.3  # a score of the first stage; below it nothing is read
_ANSWERED_FROM = -1.5  # the logit that a passage answers

_AT_ONCE = 4  # passages read together; reading ends with the last that is wanted
_MOST_READ = 24  # of one batch, for one question

# What asks for one thing has an answer that can be read; what names a topic has none.
_ASKING = (QuestionKind.FACT, QuestionKind.REASON, QuestionKind.YES_NO)


class Confirmation:
    """The second stage of standing questions: reads what the first one keeps.

    So the first one may keep more of what answers, and less is told that is of the same field and answers nothing.

    Args:
        reader: Reads passages.
        classifier: Tells which questions ask for one thing; of the others nothing is read.
    """

    def __init__(self, reader: Reader, classifier: KindClassifier) -> None:
        self._reader = reader
        self._classifier = classifier

    @classmethod
    def of(cls, embeddings: SentenceTransformerEmbeddings, settings: Settings) -> Self | None:
        """One with the reader that the settings name; `None` where they name none."""
        reader = open_reader(settings)
        if reader is None:
            return None
        return cls(reader, KindClassifier.of(embeddings, settings.model_cache))

    def asks(self, question: str) -> bool:
        """Whether a standing question asks for one thing, so that passages are read for it."""
        return self._classifier.kind(question) in _ASKING

    def matches(self, question: str, batch: PassageBatch, scores: Floats) -> Iterator[tuple[int, float]]:
        """The passages that answer, those first that the first stage is surest of.

        Args:
            question: What is asked.
            batch: The passages.
            scores: What the first stage says of each, of shape (passages,).

        Yields:
            The place of a passage in the batch, and its score, at least `BAR`.
        """
        likely = np.flatnonzero(scores >= _READ_FROM)
        likely = likely[np.argsort(-scores[likely], kind="stable")][:_MOST_READ]
        for start in range(0, len(likely), _AT_ONCE):
            some = likely[start : start + _AT_ONCE].tolist()
            for place, answered in zip(some, self._answered(question, batch, some), strict=True):
                if answered >= _ANSWERED_FROM:
                    yield place, max(BAR, float(scores[place]))

    def _answered(self, question: str, batch: PassageBatch, places: Sequence[int]) -> list[float]:
        hits = [batch.hits[place] for place in places]
        readings = self._reader.read(question, [(hit.title, hit.text) for hit in hits])
        return [reading.answered for reading in readings]
