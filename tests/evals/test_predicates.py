"""The claims with one predicate exchanged: each is about a sentence of an article of ours, and none stands twice."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).with_name("reading")


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_FOLDER / name).read_text("utf-8").splitlines()]


def test_each_rests_on_a_sentence() -> None:
    """Article and sentences are there, and kind and label agree."""
    articles = {row["id"]: row for row in _rows("articles.jsonl")}
    for row in _rows("predicates.jsonl"):
        assert max(row["sentences"]) < len(articles[row["doc"]]["sentences"]), row
        assert row["follows"] == (row["kind"] == "true"), row


def test_none_stands_twice() -> None:
    """Neither among them nor among the other claims; true and false ones are about as many."""
    rows = _rows("predicates.jsonl")
    assert max(Counter(row["claim"] for row in [*rows, *_rows("claims.jsonl")]).values()) == 1
    assert len({row["id"] for row in rows}) == len(rows) >= 400
    assert 0.35 < sum(row["follows"] for row in rows) / len(rows) < 0.65
