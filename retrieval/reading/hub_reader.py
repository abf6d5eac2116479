"""Any extractive question-answering model of the hub, in place of the packaged one; it runs on torch."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.embedding.embeddings import first_line, silence_libraries
from retrieval.errors import ModelError
from retrieval.reading.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_TOKENS = 384
_BATCH = 8


class HubReader:
    """A model such as `deepset/xlm-roberta-base-squad2`, loaded when first used.

    Args:
        name: Its name on the hub, or a folder.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._loaded: tuple[Any, Any] | None = None
        self._lock = threading.Lock()

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Reading]:
        """See `Reader`; headlines are put before the texts, and what exceeds 384 tokens is not read.

        Raises:
            ModelError: The model cannot be loaded, or is none that marks answers.
        """
        return [
            reading
            for start in range(0, len(passages), _BATCH)
            for reading in self._batch(question, passages[start : start + _BATCH])
        ]

    def _batch(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Reading]:
        import torch

        tokenizer, model = self._parts()
        leads = [f"{title}\n" if title else "" for title, _ in passages]
        encoded = tokenizer(
            [question] * len(passages),
            [f"{lead}{text}" for lead, (_, text) in zip(leads, passages, strict=True)],
            truncation="only_second",
            max_length=_MOST_TOKENS,
            padding=True,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        offsets = encoded.pop("offset_mapping").numpy()
        with torch.no_grad():
            out = model(**encoded)
        starts, ends = out.start_logits.float().numpy(), out.end_logits.float().numpy()
        readings = []
        for row, lead in enumerate(leads):
            text = np.array([part == 1 for part in encoded.sequence_ids(row)])
            text &= offsets[row, :, 0] >= len(lead)
            readings.append(
                _reading(
                    offsets[row, text] - len(lead),
                    starts[row, text] - starts[row, 0],
                    ends[row, text] - ends[row, 0],
                )
            )
        return readings

    def _parts(self) -> tuple[Any, Any]:
        """Tokenizer and model."""
        with self._lock:
            if self._loaded is None:
                silence_libraries()
                from transformers import AutoModelForQuestionAnswering, AutoTokenizer

                try:
                    tokenizer = AutoTokenizer.from_pretrained(self.name, use_fast=True)
                    self._loaded = tokenizer, AutoModelForQuestionAnswering.from_pretrained(self.name).eval()
                except Exception as error:  # whatever a hub, a file or a library may raise
                    raise ModelError(
                        f"the reader {self.name!r} cannot be loaded ({type(error).__name__}: {first_line(error)}); "
                        "PRESSCITE_READER takes an extractive question-answering model's name on the hub or folder, "
                        "'packaged' or 'off'"
                    ) from error
            return self._loaded


def _reading(offsets: Any, starts: Any, ends: Any) -> Reading:
    """A passage as one with a head of its own for "there is an answer" gives it: here the best margin stands in."""
    reading = Reading(offsets=offsets.astype(np.int64), starts=starts, ends=ends, answered=0.0)
    best = reading.best
    return Reading(
        offsets=reading.offsets, starts=starts, ends=ends, answered=best[1] if best else float("-inf")
    )
