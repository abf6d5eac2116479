"""A finished run -> the file that is shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from retrieval.embedding.packaged_weights import PackagedWeights
from retrieval.reading.delta import write_delta

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def export(finished: Path, out: Path) -> None:
    """Write what training changed.

    Args:
        finished: A checkpoint of `Trainer`.
        out: The file to write.
    """
    state: dict[str, torch.Tensor] = torch.load(finished, weights_only=True)["network"]
    base = PackagedWeights()
    trained: dict[str, NDArray[np.float32]] = {}
    for key, tensor in state.items():
        if not key.startswith("layers."):
            continue
        _, layer, part, kind = key.split(".")
        name = f"l{layer}.{part}.{kind[0]}"
        values = tensor.float().numpy().reshape(-1)
        if not np.array_equal(values, base.tensor(name)):
            trained[name] = values
    logits = np.zeros((3, base.hidden + 1), dtype=np.float32)
    logits[:2, :-1], logits[:2, -1] = state["span.weight"].float().numpy(), state["span.bias"].float().numpy()
    logits[2, :-1], logits[2, -1] = (
        state["answered.weight"].float().numpy()[0],
        float(state["answered.bias"]),
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    write_delta(
        out,
        base,
        trained,
        logits,
        layers=1 + max(int(k.split(".")[1]) for k in state if k.startswith("layers.")),
    )
