"""The learned decision whether a claim follows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from retrieval.answering.verify.cited_text import CitedText, QuoteSpan
from retrieval.answering.verify.claim import CitedQuote, Claim
from retrieval.answering.verify.entailment import LEAST, Entailment
from retrieval.answering.verify.verify import verify
from tests.evals.lying_model import passages

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.embedding.embeddings import PackagedEmbeddings

TEXT = "The brewery closed its museum in May after visitors complained. The museum had been opened in 1998."


@pytest.fixture(scope="module")
def entailment(packaged: PackagedEmbeddings) -> Entailment:
    return Entailment(packaged)


def cited(text: str) -> CitedText:
    (hit,) = passages("a", "", text, source=None, language="en", published=None)
    return CitedText.of([QuoteSpan(0, 0, len(text))], [hit])


@pytest.mark.parametrize(
    "text",
    [
        "The brewery closed its museum in May after visitors complained.",
        "Пивоварня закрыла свой музей в мае после жалоб посетителей.",
        "Корхона осорхонаашро моҳи май баъди шикояти меҳмонон баст.",
    ],
)
def test_a_sentence_as_it_stands(entailment: Entailment, text: str) -> None:
    """What says the same in the same words is sure."""
    assert entailment.follows(text, cited(text), same_language=True)


def test_nothing_to_compare(entailment: Entailment) -> None:
    """A claim without a word follows from nothing."""
    assert entailment.logit("…", cited(TEXT), same_language=True) == -math.inf


def test_what_is_unsure_is_not_shown() -> None:
    """A claim that the rules let through falls where the learned decision is against it, and for that alone."""
    (hit,) = passages("a", "", TEXT, source=None, language="en", published=None)
    claim = Claim("The brewery closed its museum in May.", (CitedQuote(1, "closed its museum in May"),))

    class Fixed(Entailment):
        def __init__(self, logit: float) -> None:
            self._fixed = logit

        def logit(self, text: str, cited: CitedText, *, same_language: bool) -> float:
            return self._fixed

    assert verify(claim, [hit], None, Fixed(LEAST + 0.01)).fault is None
    assert verify(claim, [hit], None, Fixed(LEAST - 0.01)).fault == "entailment"


def test_a_predicate_exchanged_is_less_sure(entailment: Entailment) -> None:
    """Of claims that differ in their predicate alone, the one that is not so is less sure, mostly."""
    pairs = [
        ("The brewery shut its museum in May.", "The brewery enlarged its museum in May."),
        ("The museum had been opened in 1998.", "The museum had been burned down in 1998."),
        ("After complaints the brewery closed its museum.", "After complaints the brewery sold its museum."),
        ("The brewery closed its museum in May.", "The brewery praised its museum in May."),
    ]
    sure = [
        entailment.logit(true, cited(TEXT), same_language=True)
        > entailment.logit(lie, cited(TEXT), same_language=True)
        for true, lie in pairs
    ]
    assert sum(sure) >= 3


def test_without_the_packaged_encoder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where it is not installed, the rules decide alone."""
    monkeypatch.setattr("retrieval.embedding.packaged_weights._PACKAGE", "no_such_package")
    assert Entailment.of(object(), tmp_path) is None
