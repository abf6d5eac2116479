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
    heads = [(state[f"{name}.weight"], state[f"{name}.bias"]) for name in ("span", "answered", "follows")]
    weights = torch.cat([weight for weight, _ in heads]).float()
    biases = torch.cat([bias for _, bias in heads]).float()
    logits = torch.cat([weights, biases[:, None]], dim=1).numpy()
    out.parent.mkdir(parents=True, exist_ok=True)
    write_delta(
        out,
        base,
        trained,
        logits,
        layers=1 + max(int(k.split(".")[1]) for k in state if k.startswith("layers.")),
    )
