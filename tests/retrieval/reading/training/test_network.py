"""A shipped reading model can be trained further: the network that begins with it reads as it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.embedding.packaged_weights import PackagedWeights
from retrieval.reading.delta import ReadingWeights
from retrieval.reading.packaged_reader import WEIGHTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

torch = pytest.importorskip("torch")


class _FewWords(ReadingWeights):
    """With vectors of a hundred words, of which nothing is asked here; all would take most of the model's memory."""

    def tensor(self, name: str) -> NDArray[np.float32]:
        return np.zeros(100 * self.hidden, dtype=np.float32) if name == "emb.word" else super().tensor(name)


def test_a_network_that_begins_with_a_reading_model_has_its_layers_and_heads() -> None:
    from retrieval.reading.training.network import ReadingNetwork

    base = PackagedWeights()
    weights = _FewWords(base, WEIGHTS)
    network = ReadingNetwork(weights, weights.layers, frozen=4)

    state = network.state_dict()
    changed = state[f"layers.{weights.layers - 1}.q.weight"].numpy().reshape(-1)
    assert np.array_equal(changed, weights.tensor(f"l{weights.layers - 1}.q.w"))
    assert not np.array_equal(changed, base.tensor(f"l{weights.layers - 1}.q.w"))
    assert np.array_equal(state["span.weight"].numpy(), weights.logits[:2, :-1])
    assert np.array_equal(state["answered.bias"].numpy(), weights.logits[2:3, -1])
    assert np.array_equal(state["follows.weight"].numpy(), weights.logits[3:, :-1])
