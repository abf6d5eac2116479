"""How the learned decision is learned: what it learns from, and that learning can be repeated."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from retrieval.answering.verify.entailment import LEAST
from retrieval.answering.verify.word_pairs import EncodedWords
from retrieval.answering.verify.wording import WORD
from tests.evals.entailment import figures
from tests.evals.entailment_examples import Alterations, EntailmentExample, of_cases
from tests.evals.entailment_trainer import Axes, TrainingPair, train


def _words(text: str, draw: np.random.Generator) -> EncodedWords:
    """A text with vectors that mean nothing."""
    count = len(WORD.findall(text))
    vectors = draw.normal(size=(count, 128)).astype(np.float32)
    return EncodedWords(vectors, tuple(WORD.findall(text)), np.zeros((count, 8), np.float32), vectors[0])


@pytest.fixture(scope="module")
def pairs() -> tuple[Axes, list[tuple[EncodedWords, EncodedWords]], list[TrainingPair]]:
    draw = np.random.default_rng(1)
    axes = Axes.of(draw.normal(size=(400, 128)).astype(np.float32))
    texts = [(_words("one two three four", draw), _words("five six", draw)) for _ in range(40)]
    known = np.zeros(13, dtype=np.float32)
    made = [
        TrainingPair.of(axes, *pair, known, follows=bool(n % 2), weight=1.0) for n, pair in enumerate(texts)
    ]
    return axes, texts, made


def test_numpy_gives_what_torch_learned_and_seeds_repeat_it(
    pairs: tuple[Axes, list[tuple[EncodedWords, EncodedWords]], list[TrainingPair]],
) -> None:
    """Two runs with one seed agree, another seed does not, and what is learned tells the pairs apart."""
    axes, texts, made = pairs
    known = np.zeros(13, dtype=np.float32)
    one, again, other = (train(made, axes, [seed]) for seed in (1, 1, 2))
    logits = [[network.logit(*pair, known) for pair in texts] for network in (one, again, other)]
    assert np.allclose(logits[0], logits[1], atol=0.01)
    assert not np.allclose(logits[0], logits[2], atol=0.01)
    assert np.mean(logits[0][1::2]) > np.mean(logits[0][::2])


def test_cases_are_claims_with_their_quotes() -> None:
    """Each claim of the lying model stands with the sentence it cites; altered quotes are not among them."""
    found = list(of_cases())
    assert len(found) > 800
    assert all(example.cited.context for example in found)
    assert {example.kind for example in found if example.follows} == {"true"}


def test_alterations_do_not_follow() -> None:
    """A word is exchanged for one of the same form, two names change places, and what follows is left as it is."""
    example = next(e for e in of_cases() if e.kind == "true" and e.languages[0] == "en")
    example = replace(example, claim="The bridge was reopened.")
    draw = np.random.default_rng(1)
    words = {word: draw.normal(size=8).astype(np.float32) for word in _VOCABULARY}
    made: list[EntailmentExample] = list(Alterations({"en": words}, 1).of([example]))
    assert made
    assert all(not one.follows and one.claim != example.claim for one in made)


_VOCABULARY = "reopened lifted walked opened painted warned blamed cleaned filled hired jumped kissed".split()


def test_figures() -> None:
    """Shares are those of the true and of the altered claims; what the rules forbid is never shown."""
    rows = [
        {"source": source, "kind": kind, "follows": kind == "true", "fault": fault, "languages": ["en", "en"]}
        for source in ("claims", "opened", "predicates", "cases")
        for kind, fault in (
            ("true", None),
            ("name", "names"),
            ("true", None),
            ("true", None),
            ("time", None),
        )
    ]
    judged = list(zip(rows, [2.0, 3.0, LEAST + 0.1, LEAST - 0.1, -2.0] * 4, strict=True))
    lines = list(figures(judged))
    assert lines[0] == "claims: 5, AUROC 0.500"
    assert lines[1] == "  rules alone: true kept 1.000, altered shown 0.500"
    assert lines[2] == "  both: true kept 0.667, altered shown 0.000"
