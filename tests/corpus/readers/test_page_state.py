"""Dates in the JSON from which a program draws a page."""

from __future__ import annotations

import json

import pytest

from corpus.readers.html_tree import parsed
from corpus.readers.page_state import published_in_state

DAY = "2024-04-02T09:30:00Z"
OWN = {"title": "Canal  Repair", "publishedAt": DAY}


def _stated(state: object, kind: str = "application/json") -> list[str]:
    text = state if isinstance(state, str) else json.dumps(state)
    page = parsed(f"<html><head><script type='{kind}'>{text}</script></head><body>x</body></html>", "a")
    return list(published_in_state(page, {"canal repair"}))


@pytest.mark.parametrize(
    "state",
    [
        {"props": {"article": OWN, "related": [{"title": "Old", "publishedAt": "2019-01-01"}]}},
        [{"headline": "Canal repair", "date_published": DAY, "date_modified": "2024-04-05"}],
        {"a": OWN, "cached": {"b": OWN}},
        {"post": {"title": "canal repair", "firstPublishedAt": DAY, "updatedAt": "2025-01-01"}},
    ],
)
def test_the_article_s_own(state: object) -> None:
    """What is stated of the thing with the page's title is the article's date."""
    assert _stated(state) == [DAY]


@pytest.mark.parametrize(
    "state",
    [
        {"article": {"title": "Another", "publishedAt": DAY}},
        {"article": {"title": "Canal repair", "updatedAt": DAY, "createdAt": DAY}},
        [OWN, {**OWN, "publishedAt": "2023-01-01"}],
        {"title": "Canal repair", "publishedAt": None},
        "{not JSON",
        "[" * 5000,
    ],
)
def test_nothing_else(state: object) -> None:
    """Dates of other things, of changes, and those that differ are none; broken JSON does no harm."""
    assert _stated(state) == []


def test_only_json() -> None:
    """Programs are not read."""
    assert _stated(OWN, "text/javascript") == []
