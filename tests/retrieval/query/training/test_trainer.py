"""A small training, with vectors that need no encoder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.query.kind_classifier import KindClassifier
from retrieval.query.subject import subject
from retrieval.query.training.augmentation import TypingHabits
from retrieval.query.training.labelled import LabelledMessage
from retrieval.query.training.subject_fit import fit_subject
from retrieval.query.training.trainer import KindTrainer
from retrieval.question_kind import QuestionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest
    from numpy.typing import NDArray

NO_HABITS = TypingHabits(latin={}, keyboard={})


class _Lengths:
    """Embeds a text by its length."""

    def encode_query(self, text: str, /) -> NDArray[np.float32]:
        return np.array([np.cos(len(text)), np.sin(len(text))], dtype=np.float32)

    def many(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([self.encode_query(text) for text in texts])


def _message(text: str, kind: QuestionKind, about: str | None = None) -> LabelledMessage:
    return LabelledMessage(text=text, language="en", kinds=(kind,), subject=about)


WRITTEN = [
    *(_message(f"hello {name}", QuestionKind.COURTESY) for name in ("bot", "you", "there", "friend", "all")),
    *(_message(f"when did {name} open", QuestionKind.FACT) for name in ("it", "Rogun", "they", "the zoo")),
    *(
        _message(f"news about {name}", QuestionKind.LATEST, name)
        for name in ("Rogun", "the zoo", "gas", "chess", "trade", "snow")
    ),
]
FURTHER = [_message("when did the pass open", QuestionKind.FACT)]


def test_a_training_can_be_repeated_and_tells_messages_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same seed gives the same weights, which tell what they were trained on; few buckets do for few messages."""
    for module in ("grams", "training.trainer"):
        monkeypatch.setattr(f"retrieval.query.{module}.BUCKETS", 512)
    encoder = _Lengths()
    weights = KindTrainer(encoder.many, NO_HABITS, 1).train(WRITTEN, FURTHER)
    again = KindTrainer(encoder.many, NO_HABITS, 1).train(WRITTEN, FURTHER)
    assert np.array_equal(weights.grams, again.grams)
    assert KindClassifier(encoder, weights).kind("hello bot") is QuestionKind.COURTESY
    assert KindClassifier(encoder, weights).kind("when did Rogun open") is QuestionKind.FACT
    assert KindClassifier(None, weights).kind("news about chess") is QuestionKind.LATEST
    assert subject("news about trade", weights) == "trade"


def test_messages_for_subjects_leave_kinds_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written for subjects changes what tells subjects and nothing else, which can be learned alone too."""
    for module in ("grams", "training.trainer"):
        monkeypatch.setattr(f"retrieval.query.{module}.BUCKETS", 512)
    for_subjects = replace(_message("Rogun any news", QuestionKind.LATEST, "Rogun"), for_subjects=True)
    train = KindTrainer(_Lengths().many, NO_HABITS, 1).train
    without, having = train(WRITTEN, FURTHER), train([*WRITTEN, for_subjects], FURTHER)
    for name in ("linear", "directions", "strengths", "grams", "bias", "grams_alone", "bias_alone"):
        assert np.array_equal(getattr(without, name), getattr(having, name)), name
    alone = fit_subject([*WRITTEN, for_subjects], NO_HABITS, 1)
    assert np.array_equal(having.subject, alone.subject)
    assert subject("chess any news", having) == "chess" != subject("chess any news", without)
