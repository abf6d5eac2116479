"""What the model is measured on, and so must not learn from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from retrieval.reading.training.near_copies import MeasuredTexts
from retrieval.reading.training.prepare import measured_pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def squad2_pages(data: Path) -> set[str]:
    """The pages of squad2 that are measured on."""
    return measured_pages([row["title"] for row in _rows(data / "squad2/articles.jsonl")])


def texts(data: Path, squad2: set[str]) -> MeasuredTexts:
    """Texts and pages of every set that is measured on: half of squad2, clapnq and mtrag."""
    articles = [row for row in _rows(data / "squad2/articles.jsonl") if row["title"] in squad2]
    found = [row["text"] for row in articles]
    for file in ("clapnq/clapnq_dev_answerable.jsonl", "clapnq/clapnq_dev_unanswerable.jsonl"):
        found += [passage["text"] for row in _rows(data / file) for passage in row["passages"]]
    for row in _rows(data / "mtrag/tasks.jsonl"):
        found += [passage["text"] for passage in row["contexts"]]
    return MeasuredTexts(found, {row["title"] for row in articles})


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.is_file():
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)
