"""Windows that are cut from annotated texts."""

from __future__ import annotations

from random import Random

from retrieval.reading.training.annotated import AnnotatedQuestion
from retrieval.reading.training.windows import Windows

_SENTENCES = [
    f"Sentence number {n} says that valley {n} had a bridge of its own for years and years."
    for n in range(20)
]
_TEXT = " ".join(_SENTENCES)


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - to be repeated, not to be secret


def _asked(answer: str | None, nearest: int | None = None) -> AnnotatedQuestion:
    spans, at = [], 0
    for sentence in _SENTENCES:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    start = _TEXT.index(answer) if answer else 0
    return AnnotatedQuestion(
        question="Which valley?",
        title="Bridges",
        text=_TEXT,
        sentences=tuple(spans),
        answer=(start, start + len(answer)) if answer else None,
        nearest=nearest,
        source="made",
        page="bridges",
    )


def test_window_holds_the_answer_at_its_span() -> None:
    """Whatever is drawn, the span of a window's answer is the answer, and windows are as long as passages."""
    asked = _asked("valley 11")
    lengths = set()
    for seed in range(60):
        example = Windows(_random(seed)).around(asked)
        assert example.answer is not None
        assert example.text[slice(*example.answer)] == "valley 11"
        lengths.add(len(example.text))
    assert min(lengths) < 250
    assert 600 < max(lengths) < 900


def test_other_window_lacks_the_answer() -> None:
    """A window from elsewhere is of the same text and does not hold the answer's words."""
    for seed in range(60):
        example = Windows(_random(seed)).elsewhere(_asked("valley 11"))
        assert example is not None
        assert example.answer is None
        assert "valley 11" not in example.text
        assert example.text in _TEXT


def test_answering_sentence_is_taken_out() -> None:
    """Without its answering sentence a window keeps the others and says that there is no answer."""
    for seed in range(60):
        example = Windows(_random(seed)).without_answer(_asked("valley 11"))
        if example is not None:
            assert example.answer is None
            assert "valley 11" not in example.text
            assert "valley 10" in example.text or "valley 12" in example.text


def test_unanswered_window_lies_around_the_nearest_sentence() -> None:
    """A question that the text does not answer is put to the part that comes nearest."""
    for seed in range(20):
        example = Windows(_random(seed)).around(_asked(None, nearest=17))
        assert example.answer is None
        assert "valley 17" in example.text
