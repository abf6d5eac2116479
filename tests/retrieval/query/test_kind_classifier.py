"""Messages are told apart as people write them, in three languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.query.kind_classifier import KINDS, KindClassifier
from retrieval.query.kind_weights import shipped_weights
from retrieval.question_kind import QuestionKind

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings


@pytest.fixture(scope="module")
def classifier(embeddings: SentenceTransformerEmbeddings, model_cache: Path) -> KindClassifier:
    return KindClassifier.of(embeddings, model_cache)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who chairs the joint committee?", QuestionKind.FACT),
        ("Hello Kitty's owner?", QuestionKind.FACT),
        ("Why did the dam's cost go up?", QuestionKind.REASON),
        ("Is the tunnel open?", QuestionKind.YES_NO),
        ("What's new about Rogun?", QuestionKind.OVERVIEW),
        ("Latest news", QuestionKind.LATEST),
        ("thanks!", QuestionKind.COURTESY),
        ("What can you do?", QuestionKind.HELP),
        ("Привет из Москвы — кто автор?", QuestionKind.FACT),
        ("Почему подорожала плотина?", QuestionKind.REASON),
        ("Открыт ли тоннель?", QuestionKind.YES_NO),
        ("Расскажи о Рогуне", QuestionKind.OVERVIEW),
        ("новости", QuestionKind.LATEST),
        ("Как дела?", QuestionKind.COURTESY),
        ("что ты умеешь", QuestionKind.HELP),
        ("Баландии сарбанди Роғун чанд метр аст?", QuestionKind.FACT),
        ("Чаро нархи сарбанд боло рафт?", QuestionKind.REASON),
        ("Оё нақб кушода аст?", QuestionKind.YES_NO),
        ("Дар Хуҷанд чӣ шуд?", QuestionKind.OVERVIEW),
        ("Хабарҳои охирин", QuestionKind.LATEST),
        ("Раҳмат!", QuestionKind.COURTESY),
        ("чӣ кор карда метавонӣ", QuestionKind.HELP),
    ],
)
def test_kinds(classifier: KindClassifier, text: str, kind: QuestionKind) -> None:
    """One message of each kind in each language, and facts that look like courtesies."""
    assert classifier.kind(text) is kind


@pytest.mark.parametrize("text", ["", " ", "?", "👍", "...", "🙏🙏"])
def test_what_has_no_words_asks_for_nothing(text: str) -> None:
    """Without a letter and a digit there is nothing to search for, whatever the weights say."""
    assert KindClassifier(None).kind(text) is QuestionKind.COURTESY


def test_without_the_encoder_letters_tell(classifier: KindClassifier) -> None:
    """Likelihoods add up to one with vectors and without."""
    assert KindClassifier(None).kind("latest news") is QuestionKind.LATEST
    assert np.isclose(KindClassifier(None).probabilities("latest news").sum(), 1.0)
    assert np.isclose(classifier.probabilities("latest news").sum(), 1.0)


class _NoVector:
    def encode_query(self, _: str, /) -> NDArray[np.float32]:
        return np.zeros_like(shipped_weights().centre)


@pytest.mark.parametrize(
    ("likely", "kind"),
    [
        ({QuestionKind.FACT: 0.44, QuestionKind.COURTESY: 0.56}, QuestionKind.FACT),
        (
            {QuestionKind.FACT: 0.3, QuestionKind.COURTESY: 0.35, QuestionKind.HELP: 0.35},
            QuestionKind.COURTESY,
        ),
        (
            {QuestionKind.REASON: 0.3, QuestionKind.YES_NO: 0.25, QuestionKind.OVERVIEW: 0.45},
            QuestionKind.REASON,
        ),
        (
            {QuestionKind.FACT: 0.4, QuestionKind.LATEST: 0.35, QuestionKind.OVERVIEW: 0.25},
            QuestionKind.LATEST,
        ),
    ],
)
def test_half_a_doubt_is_enough(likely: dict[QuestionKind, float], kind: QuestionKind) -> None:
    """A question that is taken for a greeting is lost, and one that is taken for a topic is answered worse."""
    plain = shipped_weights()
    zeros = {
        name: np.zeros_like(getattr(plain, name))
        for name in ("linear", "strengths", "grams", "centre", "bias")
    }
    weights = replace(
        plain,
        **zeros | {"bias": np.log(np.array([likely.get(kind, 1e-6) for kind in KINDS], dtype=np.float32))},
    )
    assert KindClassifier(_NoVector(), weights).kind("ok corral when") is kind
