"""The sentences of passages with their vectors, in PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.embedding.sentence_vectors import SentenceVectors
from retrieval.store.sentence_table import SentenceTable

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUERY = (
    "SELECT p.id, s.starts, s.ends, s.scales, s.steps FROM passages p "
    "LEFT JOIN sentences s ON s.passage = p.row WHERE p.id IN (?)"
)


class PostgresSentences(SentenceTable):
    """The sentences of passages; see `SentenceTable`."""

    def readable(self, passage_ids: Sequence[str]) -> dict[str, SentenceVectors | None]:
        """The sentences of these passages, `None` for one whose sentences are missing or cannot be read."""
        found = self._database.rows_among(_QUERY, passage_ids)
        return {id_: _read(*columns) for id_, *columns in found}


def columns_of(sentences: SentenceVectors) -> tuple[list[int], list[int], list[float], bytes]:
    """The sentences of a passage as the table keeps them: starts, ends, scales, steps."""
    scales, steps = sentences.in_steps()
    starts, ends = [start for start, _ in sentences.spans], [end for _, end in sentences.spans]
    return starts, ends, scales.tolist(), steps.tobytes()


def _read(starts: Any, ends: Any, scales: Any, steps: Any) -> SentenceVectors | None:
    if starts is None:
        return None
    try:
        rows = np.frombuffer(steps, np.int8).reshape(len(starts), -1 if starts else 0)
        return SentenceVectors.of_steps(
            list(zip(starts, ends, strict=True)), np.asarray(scales, np.float32), rows
        )
    except ValueError:
        return None
