"""Anchors: figures, dates and names beside what they belong to."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.answering.verify.anchors import DateSpan, anchors, crossed
from retrieval.answering.verify.text_dates import dates


def spans(text: str) -> list[DateSpan]:
    return [DateSpan(e.at, e.to, (e.start, e.end)) for e in dates(text, date(2021, 4, 6))]


def is_crossed(claim: str, evidence: str) -> bool:
    return crossed(claim, spans(claim), evidence, spans(evidence))


@pytest.mark.parametrize(
    ("evidence", "right", "wrong"),
    [
        (
            "Trade across the bridge reached $200 million in 2018 but fell to $85 million in 2020.",
            "Trade reached $200 million in 2018.",
            "Trade reached $200 million in 2020.",
        ),
        (
            "Ardan won 41 seats in the new parliament, while the party of Belin, its old rival, won 17 seats.",
            "Belin won 17 seats.",
            "Ardan won 17 seats.",
        ),
        (
            "Экспорт составил 120 тонн в 2018 году, но в следующие годы вырос и достиг 300 тонн в 2021 году.",
            "Экспорт достиг 300 тонн в 2021 году.",
            "Экспорт составил 120 тонн в 2021 году.",
        ),
    ],
)
def test_neighbours(evidence: str, right: str, wrong: str) -> None:
    """A figure stays with its year, and with its name."""
    assert not is_crossed(right, evidence)
    assert is_crossed(wrong, evidence)


def test_what_is_an_anchor() -> None:
    """Names, figures with their unit, dates; a currency is no name, nor is a stop word with a capital."""
    text = "The minister Ann Lee paid US$5 in Oslo on 3 March 2021."
    assert [(a.kind, a.unit) for a in anchors(text, spans(text))] == [
        ("name", None), ("number", "usd"), ("name", None), ("date", None),
    ]  # fmt: skip
