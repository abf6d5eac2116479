"""The best wrong passages that our own retriever's vectors find for a question: what it must learn to refuse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from retrieval.embedding.encoder import Encoder
    from retrieval.reading.training.example import Example

_NEAREST = 6  # wrong passages to choose from
_AT_ONCE = 512  # questions compared at once


def wrong_passages(
    examples: Sequence[Example], encoder: Encoder, random: Random, *, tried: int = 24
) -> list[Example]:
    """For each answered example, its question with a near passage of another page that does not hold the answer.

    Args:
        examples: Examples with an answer.
        encoder: Embeds questions and passages.
        random: Chooses among the nearest.
        tried: How many of the nearest passages are looked at.

    Returns:
        Examples without an answer; none for a question all of whose near passages hold its answer.
    """
    if not examples:
        return []
    vectors = encoder.many([f"passage: {example.title}\n{example.text}" for example in examples])
    found: list[Example] = []
    for start in range(0, len(examples), _AT_ONCE):
        batch = examples[start : start + _AT_ONCE]
        asked = encoder.many([f"query: {example.question}" for example in batch])
        scores = asked @ vectors.T
        for example, nearest in zip(batch, np.argsort(-scores, axis=1)[:, :tried], strict=True):
            wrong = [examples[n] for n in nearest if _is_wrong(example, examples[n])][:_NEAREST]
            if wrong:
                other = random.choice(wrong)
                found.append(replace(example, title=other.title, text=other.text, answer=None))
    return found


def _is_wrong(example: Example, other: Example) -> bool:
    if example.answer is None or other.page == example.page:
        return False
    answer = example.text[slice(*example.answer)].casefold()
    return answer not in other.text.casefold() and other.question.casefold() != example.question.casefold()
