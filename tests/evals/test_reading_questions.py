"""The questions to learn reading from: each marks words of its article, few are alike, many have no answer."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

_FOLDER = Path(__file__).with_name("reading")
_LANGUAGES = ("en", "ru", "tg")
_PAIRS = [(asked, read) for asked in _LANGUAGES for read in _LANGUAGES]


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_FOLDER / name).read_text("utf-8").splitlines()]


def _articles() -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in _rows("articles.jsonl")}


def _frame(question: str) -> str:
    """A question without its names and numbers: a capital letter within it stands for a name."""
    return " ".join(
        "#" if any(c.isdigit() for c in word) else "*" if at and word[0].isupper() else word.casefold()
        for at, word in enumerate(re.findall(r"\w+", question))
    )


def test_each_marks_words_of_its_article() -> None:
    """Sentences are there, spans lie within them and begin and end with something other than a space."""
    articles = _articles()
    for row in (row for row in _rows("questions.jsonl") if row["doc"] in articles):
        sentences = articles[row["doc"]]["sentences"]
        assert 0 <= row["near"] < len(sentences), row
        for answer in row["answers"]:
            marked = sentences[answer["sentence"]][answer["start"] : answer["end"]]
            assert marked == marked.strip() != "", row
            assert answer["end"] <= len(sentences[answer["sentence"]]), row


def test_each_stands_once() -> None:
    """No id and no article twice; the same question is asked of one article once."""
    rows, articles = _rows("questions.jsonl"), _rows("articles.jsonl")
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({row["id"] for row in articles}) == len(articles)
    assert max(Counter((row["doc"], row["question"].casefold()) for row in rows).values()) == 1


def test_few_share_a_frame() -> None:
    """Written for their passages, not from patterns: no frame of words has 2% of the questions."""
    rows = _rows("questions.jsonl")
    assert max(Counter(_frame(row["question"]) for row in rows).values()) <= 0.02 * len(rows)


@pytest.mark.parametrize(("asked", "read"), _PAIRS)
def test_many_have_no_answer(asked: str, read: str) -> None:
    """Of each pair of languages there are 95 questions or more, and between a third and three fifths have no answer."""
    articles = _articles()
    rows = [
        row
        for row in _rows("questions.jsonl")
        if row["doc"] in articles and (row["language"], row["answer_language"]) == (asked, read)
    ]
    assert len(rows) >= 95
    assert 0.35 < sum(not row["answers"] for row in rows) / len(rows) < 0.6
