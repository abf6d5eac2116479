"""How well the network reads examples that it has not learned from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.reading.reading import best_pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.reading.training.batches import EncodedExample
    from retrieval.reading.training.network import Logits, ReadingNetwork


@dataclass(frozen=True, slots=True)
class Figures:
    """What a look at examples gave.

    Attributes:
        exact: Share of the answered whose marked span is right to the token.
        overlap: Mean F1 over the tokens of marked and right span, of the answered.
        answered: AUROC of answered against unanswered, by the logit of the first head.
        margin: The same by the best span's score over that of "no answer".
        follows: AUROC of claims that follow against those that do not.
    """

    exact: float
    overlap: float
    answered: float
    margin: float
    follows: float


def judge(network: ReadingNetwork, examples: Sequence[EncodedExample], tokens: int) -> Figures:
    """Read the examples."""
    import torch

    from retrieval.reading.training.batches import batches, collate

    network.eval()
    exact: list[bool] = []
    overlap: list[float] = []
    known: list[bool] = []
    logits: list[float] = []
    margins: list[float] = []
    claims: list[tuple[float, bool]] = []
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for chunk in batches(examples, tokens, seed=0):
            batch = collate(chunk)
            read: Logits = network(batch.ids, batch.mask)
            for row, example in enumerate(chunk):
                if example.follows is not None:
                    claims.append((float(read.follows[row]), example.follows))
                    continue
                scores = read.span[row].float().numpy()
                start, end, margin = best_span(scores, example.pair.first, len(example.pair.offsets))
                known.append(example.start > 0)
                logits.append(float(read.answered[row]))
                margins.append(margin)
                if example.start > 0:
                    exact.append((start, end) == (example.start, example.end))
                    overlap.append(_f1(start, end, example.start, example.end))
    return Figures(
        exact=round(_mean(exact), 4),
        overlap=round(_mean(overlap), 4),
        answered=round(auroc(logits, known), 4),
        margin=round(auroc(margins, known), 4),
        follows=round(auroc([c[0] for c in claims], [c[1] for c in claims]), 4),
    )


def _mean(values: Sequence[float]) -> float:
    """Not a number where there is nothing to judge, as of a handful of examples."""
    return float(np.mean(values)) if values else float("nan")


def best_span(scores: NDArray[np.float32], first: int, count: int) -> tuple[int, int, float]:
    """The best span of a text's tokens and how far it lies above "no answer".

    Args:
        scores: Logits of start and end, (tokens, 2).
        first: Position of the text's first token.
        count: How many tokens the text has.

    Returns:
        Positions of its first and of its last token, and the margin.
    """
    text = scores[first : first + count]
    start, end, score = best_pair(text[:, 0], text[:, 1])
    return first + start, first + end, score - float(scores[0].sum())


def _f1(start: int, end: int, right_start: int, right_end: int) -> float:
    shared = min(end, right_end) - max(start, right_start) + 1
    return max(0.0, 2 * shared / ((end - start + 1) + (right_end - right_start + 1)))


def auroc(scores: Sequence[float], known: Sequence[bool]) -> float:
    """How often an answered example scores above an unanswered one, ties counting half.

    It is not a number where there are no answered ones, or no others.
    """
    values, positive = np.array(scores), np.array(known, dtype=bool)
    order = values.argsort(kind="stable")
    ranks = np.empty(len(values))
    ranks[order] = np.arange(1, len(values) + 1)
    for value in np.unique(values):
        same = values == value
        ranks[same] = ranks[same].mean()
    yes, no = int(positive.sum()), int((~positive).sum())
    return float((ranks[positive].sum() - yes * (yes + 1) / 2) / (yes * no)) if yes and no else float("nan")
