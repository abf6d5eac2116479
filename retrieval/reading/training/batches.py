"""Examples -> batches of tensors, of like length together."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import torch

from retrieval.embedding.encoder_files import PADDING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from torch import Tensor

    from retrieval.reading.tokens import PairTokenizer, TokenPair
    from retrieval.reading.training.example import Example

_POOL = 64  # batches whose examples are sorted by length together
_NOTHING = 0  # the position of <s>, which stands for "no answer"


@dataclass(frozen=True, slots=True)
class EncodedExample:
    """An example as tokens.

    Attributes:
        pair: Question and passage.
        start: Position of the first token of the answer; that of <s> where there is none.
        end: Position of its last token.
        follows: Whether the claim follows; `None` of questions.
    """

    pair: TokenPair
    start: int
    end: int
    follows: bool | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Some examples as tensors.

    Attributes:
        ids: Token ids, (batch, tokens).
        mask: True for tokens, false for padding, (batch, tokens).
        readable: True where an answer may start or end: at <s> and in the text, (batch, tokens).
        start: Where answers start, (batch,).
        end: Where they end, (batch,).
        answered: 1 where there is one, (batch,).
        follows: 1 where a claim follows from its quote, (batch,).
        claims: True for claims, whose start, end and answered say nothing, (batch,).
    """

    ids: Tensor
    mask: Tensor
    readable: Tensor
    start: Tensor
    end: Tensor
    answered: Tensor
    follows: Tensor
    claims: Tensor


def encode(example: Example, tokenizer: PairTokenizer) -> EncodedExample | None:
    """An example as tokens; `None` where its answer was cut off."""
    (pair,) = tokenizer.pairs(example.question, [(example.title, example.text)])
    if example.answer is None:
        return EncodedExample(pair, _NOTHING, _NOTHING, example.follows)
    start, end = example.answer
    inside = [n for n, (a, b) in enumerate(pair.offsets) if a < end and b > start and b > a]
    if not inside or pair.offsets[inside[-1]][1] < end:
        return None
    return EncodedExample(pair, pair.first + inside[0], pair.first + inside[-1])


def batches(examples: Sequence[EncodedExample], tokens: int, seed: int) -> Iterator[list[EncodedExample]]:
    """All examples once, in an order that the seed decides, in batches of so many tokens, padding included."""
    random = Random(seed)  # noqa: S311 - an order, no secret
    order = random.sample(range(len(examples)), len(examples))
    pool = max(1, _POOL * tokens // 128)
    for start in range(0, len(order), pool):
        among = sorted(
            order[start : start + pool], key=lambda n: (len(examples[n].pair.ids), random.random())
        )
        made: list[list[EncodedExample]] = []
        for n in among:
            longest = len(examples[n].pair.ids)
            if made and (len(made[-1]) + 1) * longest <= tokens:
                made[-1].append(examples[n])
            else:
                made.append([examples[n]])
        random.shuffle(made)
        yield from made


def collate(examples: Sequence[EncodedExample]) -> Batch:
    """Examples as one batch."""
    longest = max(len(example.pair.ids) for example in examples)
    ids = torch.full((len(examples), longest), PADDING)
    mask = torch.zeros((len(examples), longest), dtype=torch.bool)
    readable = torch.zeros_like(mask)
    for row, example in enumerate(examples):
        pair = example.pair
        ids[row, : len(pair.ids)] = torch.tensor(pair.ids)
        mask[row, : len(pair.ids)] = True
        readable[row, _NOTHING] = True
        readable[row, pair.first : pair.first + len(pair.offsets)] = True
    return Batch(
        ids=ids,
        mask=mask,
        readable=readable,
        start=torch.tensor([example.start for example in examples]),
        end=torch.tensor([example.end for example in examples]),
        answered=torch.tensor([float(example.start != _NOTHING) for example in examples]),
        follows=torch.tensor([float(bool(example.follows)) for example in examples]),
        claims=torch.tensor([example.follows is not None for example in examples]),
    )
