"""Whether a passage that may be what a standing question waits for answers it: it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from retrieval.query.answer_kind import AnswerKind, kind_asked
from retrieval.query.kind_classifier import KindClassifier
from retrieval.question_kind import QuestionKind
from retrieval.reading.reader import open_reader
from retrieval.settings import PACKAGED_READER
from retrieval.watches.relevance import BAR, places_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.reading.reader import Reader
    from retrieval.reading.reading import Reading
    from retrieval.settings import Settings
    from retrieval.watches.passage_batch import PassageBatch

    Floats = NDArray[np.float32]

# Chosen by `python -m tests.evals.confirmed_watches`, on one half of the watches.
_READ_FROM = 0.3  # a score of the first stage; below it nothing is read
_ANSWERED_FROM = -1.0  # the logit that a passage answers

_AT_ONCE = 4  # passages read together; reading ends with the last that is wanted
_MOST_READ = 60  # of one batch, for one question

# What asks for one thing has an answer that can be read; what names a topic has none.
_ASKING = (QuestionKind.FACT, QuestionKind.REASON, QuestionKind.YES_NO)


class ConfirmedPassage(NamedTuple):
    """A passage that answers.

    Attributes:
        place: Its place in the batch.
        score: How sure the first stage is of it, at least `BAR`.
        reading: What was made of it; `None` where only parts of it are new, which were read without the rest.
    """

    place: int
    score: float
    reading: Reading | None


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
        """One with the packaged reader, for whose logits the bar is; `None` where the settings name another or none."""
        reader = open_reader(settings) if settings.reader == PACKAGED_READER else None
        if reader is None:
            return None
        return cls(reader, KindClassifier.of(embeddings, settings.model_cache))

    def asks(self, question: str) -> bool:
        """Whether a standing question asks for one thing, so that passages are read for it.

        A topic may look to the classifier as if it did, so a question word or mark is asked for too.
        """
        is_question = "?" in question or kind_asked(question) is not AnswerKind.OTHER
        return is_question and self._classifier.kind(question) in _ASKING

    def matches(self, question: str, batch: PassageBatch, scores: Floats) -> Iterator[ConfirmedPassage]:
        """The passages that answer, those first that the first stage is surest of.

        Args:
            question: What is asked.
            batch: The passages.
            scores: What the first stage says of each, of shape (passages,).
        """
        likely = places_from(_READ_FROM, scores)[:_MOST_READ]
        for start in range(0, len(likely), _AT_ONCE):
            some = likely[start : start + _AT_ONCE]
            readings = self._reader.read(question, [_counted(batch, place) for place in some])
            for place, reading in zip(some, readings, strict=True):
                if reading.answered >= _ANSWERED_FROM:
                    whole = None if batch.partial[place] else reading
                    yield ConfirmedPassage(place, max(BAR, float(scores[place])), whole)


def _counted(batch: PassageBatch, place: int) -> tuple[str, str]:
    """What is read of a passage: its headline and its text; of one that is new in parts, these alone."""
    hit = batch.hits[place]
    if not batch.partial[place]:
        return hit.title, hit.text
    return "", " ".join(hit.text[start:end] for start, end in batch.sentences_of(place))
