"""Reading twelve passages, beside a plain CrossEncoder of the same shape that scores the same ones."""

from __future__ import annotations

import json
import statistics
import time
from typing import TYPE_CHECKING, Any

from retrieval.embedding.packaged_model import packaged_model
from retrieval.reading.packaged_reader import PackagedReader
from retrieval.settings import Settings
from tests.evals.sets import HERE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    Pair = tuple[str, str]

_PASSAGES, _CHARS = 12, 400
_QUESTIONS = 30
_THREADS = 2


def measure(folder: Path) -> dict[str, Any]:
    """Medians in milliseconds a question, and their ratio.

    Args:
        folder: An empty one, for the peer's model.
    """
    import torch

    torch.set_num_threads(_THREADS)
    reader = PackagedReader(Settings.load().model_cache, threads=_THREADS)
    peer = _cross_encoder(folder)
    ours: list[float] = []
    theirs: list[float] = []
    for question, passages in _asked():
        ours.append(_milliseconds(lambda q=question, p=passages: reader.read(q, p)))  # type: ignore[misc]
        pairs = [(question, f"{title}\n{text}") for title, text in passages]
        theirs.append(_milliseconds(lambda p=pairs: peer(p)))  # type: ignore[misc]
    mine, other = statistics.median(ours[3:]), statistics.median(theirs[3:])  # the first ones load engines
    return {"reader_ms": round(mine, 1), "cross_encoder_ms": round(other, 1), "ratio": round(mine / other, 2)}


def _milliseconds(doing: Callable[[], object]) -> float:
    began = time.perf_counter()
    doing()
    return 1000 * (time.perf_counter() - began)


def _cross_encoder(folder: Path) -> Callable[[Sequence[Pair]], object]:
    """The packaged encoder in float32 with an untrained score on top: its answers are of no use, its time is."""
    from sentence_transformers import CrossEncoder
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    source = packaged_model(Settings.load().model_cache)
    AutoModelForSequenceClassification.from_pretrained(source, num_labels=1).save_pretrained(folder)
    AutoTokenizer.from_pretrained(source).save_pretrained(folder)
    model = CrossEncoder(str(folder), device="cpu")
    return lambda pairs: model.predict(list(pairs), show_progress_bar=False)


def _asked() -> Iterator[tuple[str, list[Pair]]]:
    """Questions with twelve passages each, out of the articles in tests/evals/directions."""
    articles = [json.loads(line) for line in (HERE / "directions/articles.jsonl").open(encoding="utf-8")]
    questions = [json.loads(line) for line in (HERE / "directions/questions.jsonl").open(encoding="utf-8")]
    passages = [
        (article["title"], article["text"][start : start + _CHARS])
        for article in articles
        for start in range(0, len(article["text"]) - _CHARS, _CHARS)
    ]
    for number in range(_QUESTIONS):
        row = questions[number * len(questions) // _QUESTIONS]
        first = number * len(passages) // _QUESTIONS
        chosen = [passages[(first + n) % len(passages)] for n in range(_PASSAGES)]
        yield row["question"], chosen
