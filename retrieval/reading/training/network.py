"""The reading model in torch, for training: the packaged encoder with three small heads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from retrieval.reading.delta import ReadingWeights

if TYPE_CHECKING:
    from retrieval.embedding.packaged_weights import PackagedWeights

_EPSILON = 1e-12


class Logits(NamedTuple):
    """What the network makes of token pairs.

    Attributes:
        span: That the answer starts and ends at each token, (batch, tokens, 2).
        answered: That the passage answers the question, (batch,).
        follows: That the claim follows from the quote, (batch,).
    """

    span: Tensor
    answered: Tensor
    follows: Tensor


class Layer(nn.Module):
    """One layer of the encoder: attention, then the feed-forward network.

    Its parts have the names of the packaged weights.
    """

    def __init__(self, weights: PackagedWeights | ReadingWeights, name: str) -> None:
        super().__init__()
        self._heads = weights.heads
        self.q, self.k, self.v = (_linear(weights, f"{name}.{part}") for part in "qkv")
        self.ao = _linear(weights, f"{name}.ao")
        self.fi, self.fo = _linear(weights, f"{name}.fi"), _linear(weights, f"{name}.fo")
        self.aln, self.oln = _norm(weights, f"{name}.aln"), _norm(weights, f"{name}.oln")

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States of shape (batch, tokens, hidden); a mask of shape (batch, 1, 1, tokens), true for tokens."""
        query, key, value = (self._split(linear(states)) for linear in (self.q, self.k, self.v))
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        attended: Tensor = self.aln(self.ao(mixed.transpose(1, 2).flatten(2)) + states)
        out: Tensor = self.oln(self.fo(functional.gelu(self.fi(attended))) + attended)
        return out

    def _split(self, states: Tensor) -> Tensor:
        """(batch, tokens, hidden) to (batch, heads, tokens, hidden of a head)."""
        return states.reshape(*states.shape[:2], self._heads, -1).transpose(1, 2)


class ReadingNetwork(nn.Module):
    """Marks the answer in a passage, tells whether there is one, and whether a claim follows from a quote.

    Args:
        weights: The packaged encoder, or a reading model that is to learn further.
        layers: How many of its layers are kept, from the lowest.
        frozen: How many of the lowest of these are left as they are, with the word vectors.
    """

    def __init__(self, weights: PackagedWeights | ReadingWeights, layers: int, frozen: int) -> None:
        super().__init__()
        self._frozen = frozen
        self.words: Tensor
        self.places: Tensor
        words = torch.from_numpy(weights.tensor("emb.word").reshape(-1, weights.hidden).copy())
        places = weights.tensor("emb.pos").reshape(-1, weights.hidden)
        places = places + weights.tensor("emb.type").reshape(-1, weights.hidden)[0]
        # Neither is trained: most of the model, and what makes it know many languages.
        self.register_buffer("words", words, persistent=False)
        self.register_buffer("places", torch.from_numpy(places.copy()), persistent=False)
        self.norm = _norm(weights, "emb.ln")
        self.layers = nn.ModuleList(Layer(weights, f"l{n}") for n in range(layers))
        self.span = nn.Linear(weights.hidden, 2)
        self.answered = nn.Linear(weights.hidden, 1)
        self.follows = nn.Linear(weights.hidden, 1)
        if isinstance(weights, ReadingWeights):
            self._begin_with(torch.from_numpy(weights.logits))
        for parameter in (*self.norm.parameters(), *self.layers[:frozen].parameters()):
            parameter.requires_grad_(False)

    def _begin_with(self, logits: Tensor) -> None:
        """Heads as a reading model has them; `logits` as `retrieval.reading.delta.LOGITS` says."""
        rows = torch.split(logits, [2, 1, 1])
        for head, row in zip((self.span, self.answered, self.follows), rows, strict=True):
            head.weight.data, head.bias.data = row[:, :-1].clone(), row[:, -1].clone()

    def forward(self, ids: Tensor, mask: Tensor) -> Logits:
        """Read token pairs; ids of shape (batch, tokens), a mask of the same shape that is true for tokens."""
        attended = mask[:, None, None, :]
        with torch.no_grad():
            states = self.norm(self.words[ids] + self.places[: ids.shape[1]])
            for layer in self.layers[: self._frozen]:
                states = layer(states, attended)
        for layer in self.layers[self._frozen :]:
            states = layer(states, attended)
        whole = states[:, 0]
        return Logits(self.span(states), self.answered(whole).squeeze(-1), self.follows(whole).squeeze(-1))


def _linear(weights: PackagedWeights | ReadingWeights, name: str) -> nn.Linear:
    bias = torch.from_numpy(weights.tensor(f"{name}.b").copy())
    weight = torch.from_numpy(weights.tensor(f"{name}.w").reshape(len(bias), -1).copy())
    linear = nn.Linear(weight.shape[1], weight.shape[0])
    linear.weight.data, linear.bias.data = weight, bias
    return linear


def _norm(weights: PackagedWeights | ReadingWeights, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(weights.hidden, eps=_EPSILON)
    norm.weight.data = torch.from_numpy(weights.tensor(f"{name}.w").copy())
    norm.bias.data = torch.from_numpy(weights.tensor(f"{name}.b").copy())
    return norm
