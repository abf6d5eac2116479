"""Marks of evidence, in the forms that models give them."""

from __future__ import annotations

import pytest

from retrieval.answering.verify.claim import CitedQuote
from retrieval.answering.write.evidence_marks import mark, quotes_of, run_of_marks


@pytest.mark.parametrize(
    ("form", "quotes"),
    [
        ('[2: "a b"]', [CitedQuote(2, "a b")]),
        ("(passage 2, «a b»)", [CitedQuote(2, "a b")]),
        ("[2: a b]", [CitedQuote(2, "a b")]),
        ('[2] "a b"', [CitedQuote(2, "a b")]),
        ('Источник 2: "a b"', [CitedQuote(2, "a b")]),
        ("[порча 2]", [CitedQuote(2, "")]),
        ("[1, 2]", [CitedQuote(1, ""), CitedQuote(2, "")]),
        ("(2)", [CitedQuote(2, "")]),
        ('[2: "a b", "c d"]', [CitedQuote(2, "a b"), CitedQuote(2, "c d")]),
        ('[2: "a b"; 3: "c d"]', [CitedQuote(2, "a b"), CitedQuote(3, "c d")]),
    ],
)
def test_forms(form: str, quotes: list[CitedQuote]) -> None:
    """Each is one mark, with the quotes that it points to."""
    found = mark().fullmatch(form)
    assert found is not None
    assert list(quotes_of(form)) == quotes


@pytest.mark.parametrize(
    "text", ["rose by 15 (2014) percent", "in (2014, spring)", "No. 5 [sic]", "at [2]o'clock"]
)
def test_what_is_no_mark(text: str) -> None:
    """Brackets of the sentence's own."""
    assert mark().search(text) is None


def test_marks_side_by_side_are_one_run() -> None:
    """They belong to one sentence."""
    runs = [found.group() for found in run_of_marks().finditer('A. [1: "a a"], [2] B. (3).')]
    assert runs == ['[1: "a a"], [2]', "(3)"]
