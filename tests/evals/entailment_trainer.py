"""The entailment network in torch, for training; what it learns runs in numpy (`EntailmentNetwork`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from retrieval.answering.verify.entailment_network import EntailmentNetwork
from retrieval.answering.verify.word_pairs import MARKS, marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.answering.verify.word_pairs import EncodedWords

    Floats = NDArray[np.float32]

_KEPT, _HIDDEN = 96, 64
_SHARPNESS = 12.0
_RATE, _DECAY, _EPOCHS, _BATCH, _POOL = 1e-3, 0.05, 8, 32, 1024
_DROPPED_INPUTS, _DROPPED = 0.1, 0.3


@dataclass(frozen=True, slots=True)
class Axes:
    """The directions of word vectors that are kept: those in which they vary most."""

    centre: Floats
    axes: Floats

    @classmethod
    def of(cls, vectors: Floats) -> Axes:
        """The axes of a sample of vectors, such that what is kept varies by about 1."""
        centre = vectors.mean(axis=0)
        values, directions = np.linalg.eigh(np.cov(vectors - centre, rowvar=False))
        kept = directions[:, ::-1][:, :_KEPT]
        return cls(centre, (kept / np.sqrt(values[::-1][:_KEPT].mean())).astype(np.float32))


@dataclass(frozen=True, slots=True)
class TrainingPair:
    """A claim and its evidence as tensors: words, marks, what is known of the pair, whether it follows."""

    said: Tensor
    there: Tensor
    said_marks: Tensor
    there_marks: Tensor
    known: Tensor
    follows: float
    weight: float

    @classmethod
    def of(
        cls,
        axes: Axes,
        claim: EncodedWords,
        evidence: EncodedWords,
        known: Floats,
        *,
        follows: bool,
        weight: float,
    ) -> TrainingPair:
        """The tensors of a pair of texts."""
        said, there = (
            torch.from_numpy((side.vectors.astype(np.float32) - axes.centre) @ axes.axes)
            for side in (claim, evidence)
        )
        cosines = (functional.normalize(said, dim=-1) @ functional.normalize(there, dim=-1).T).numpy()
        return cls(
            said=said,
            there=there,
            said_marks=torch.from_numpy(marks(claim, evidence, cosines)),
            there_marks=torch.from_numpy(marks(evidence, claim, cosines.T)),
            known=torch.from_numpy(known),
            follows=float(follows),
            weight=weight,
        )


class _Network(nn.Module):
    """As `EntailmentNetwork` says, over batches."""

    def __init__(self, known: int) -> None:
        super().__init__()
        self.project = nn.Linear(_KEPT, _HIDDEN)
        self.sharpness = nn.Parameter(torch.tensor(_SHARPNESS))
        self.compare = nn.Linear(3 * _HIDDEN + MARKS, _HIDDEN)
        self.join = nn.Linear(4 * _HIDDEN + known, _HIDDEN)
        self.decide = nn.Linear(_HIDDEN, 1)

    def forward(self, pairs: Sequence[TrainingPair]) -> Tensor:
        said, there = (pad_sequence(list(of), batch_first=True) for of in _columns(pairs, "said", "there"))
        about = [
            pad_sequence(list(of), batch_first=True) for of in _columns(pairs, "said_marks", "there_marks")
        ]
        masks = [_mask(of) for of in _columns(pairs, "said", "there")]
        own = [
            self.project(functional.dropout(side, _DROPPED_INPUTS, self.training)) for side in (said, there)
        ]
        cosines = functional.normalize(said, dim=-1) @ functional.normalize(there, dim=-1).transpose(1, 2)
        scores = cosines * self.sharpness
        sides = []
        for n, of_pair in enumerate((scores, scores.transpose(1, 2))):
            shares = of_pair.masked_fill(~masks[1 - n][:, None, :], -1e9).softmax(-1)
            counterpart = shares @ own[1 - n]
            compared = torch.cat([own[n], (own[n] - counterpart).abs(), own[n] * counterpart, about[n]], -1)
            hidden = self._dropped(self.compare(self._dropped(compared)).relu())
            hidden = hidden.masked_fill(~masks[n][..., None], 0)
            sides += [hidden.sum(1) / masks[n].sum(1, keepdim=True), hidden.max(1)[0]]
        known = torch.stack([pair.known for pair in pairs])
        joined = self.join(torch.cat([*sides, known], -1)).relu()
        decided: Tensor = self.decide(self._dropped(joined)).squeeze(-1)
        return decided

    def _dropped(self, values: Tensor) -> Tensor:
        return functional.dropout(values, _DROPPED, self.training)


def _columns(pairs: Sequence[TrainingPair], *names: str) -> list[list[Tensor]]:
    return [[getattr(pair, name) for pair in pairs] for name in names]


def _mask(sides: Sequence[Tensor]) -> Tensor:
    return pad_sequence([torch.ones(len(side), dtype=torch.bool) for side in sides], batch_first=True)


def train(pairs: Sequence[TrainingPair], axes: Axes, seeds: Sequence[int]) -> EntailmentNetwork:
    """The networks that learn from these pairs, one for each seed."""
    return _exported(axes, [_trained(pairs, seed) for seed in seeds])


def _trained(pairs: Sequence[TrainingPair], seed: int) -> _Network:
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    network = _Network(len(pairs[0].known))
    optimiser = torch.optim.AdamW(network.parameters(), _RATE, weight_decay=_DECAY)
    for epoch in range(_EPOCHS):
        for group in optimiser.param_groups:
            group["lr"] = _RATE * (1 - 0.9 * epoch / _EPOCHS)
        network.train()
        for batch in _batches(pairs, draw):
            follows = torch.tensor([pair.follows for pair in batch])
            weights = torch.tensor([pair.weight for pair in batch])
            losses = functional.binary_cross_entropy_with_logits(network(batch), follows, reduction="none")
            optimiser.zero_grad()
            (losses * weights).mean().backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    return network


def _batches(pairs: Sequence[TrainingPair], draw: np.random.Generator) -> list[list[TrainingPair]]:
    """All pairs once, those of like length together, in an order that is drawn."""
    order = draw.permutation(len(pairs))
    pools = [
        sorted(order[at : at + _POOL], key=lambda n: len(pairs[n].there))
        for at in range(0, len(order), _POOL)
    ]
    batches = [pool[at : at + _BATCH] for pool in pools for at in range(0, len(pool), _BATCH)]
    return [[pairs[n] for n in batches[b]] for b in draw.permutation(len(batches))]


def _exported(axes: Axes, networks: Sequence[_Network]) -> EntailmentNetwork:
    def layers(name: str) -> Floats:
        linear = [getattr(network, name) for network in networks]
        weights = [torch.cat([one.weight.T, one.bias[None]]).detach().numpy() for one in linear]
        return np.stack(weights)

    return EntailmentNetwork(
        centre=axes.centre,
        axes=axes.axes,
        sharpness=np.array([network.sharpness.item() for network in networks], dtype=np.float32),
        project=layers("project"),
        compare=layers("compare"),
        join=layers("join"),
        decide=layers("decide")[..., 0],
    )
