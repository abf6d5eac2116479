"""`presscite search`: passages for people and for programs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

import retrieval
from retrieval.links.citation_links import CitationLinks
from retrieval.store.filters import Filters
from retrieval.store.hit import Hit
from tests.retrieval.cli.program import presscite


class ScriptedRetriever:
    """Stands in for the retriever."""

    def __init__(self, *found: Hit) -> None:
        self.found = list(found)
        self.limit = 12
        self.links = CitationLinks()
        self.asked: list[tuple[str, int, Filters]] = []

    def hits(self, question: str, limit: int, filters: Filters) -> list[Hit]:
        self.asked.append((question, limit, filters))
        return self.found


@pytest.fixture
def retriever(monkeypatch: pytest.MonkeyPatch) -> ScriptedRetriever:
    dated = Hit(
        passage_id="p", article_id="tunnel", text="Тоннель построен.", start=0, end=17, title="Туннель",
        url="https://example.org/a", source="Asia-Plus", published=datetime(2021, 3, 5, tzinfo=UTC), language="ru",
        score=0.5,
    )  # fmt: skip
    scripted = ScriptedRetriever(dated, replace(dated, text="Two", end=3, source=None, published=None))
    monkeypatch.setitem(vars(retrieval), "build_retriever", lambda _settings: scripted)
    return scripted


def test_search_prints_passages(retriever: ScriptedRetriever) -> None:
    """Passages are numbered, best first, with what is known of their articles."""
    result = presscite("search", "--limit", "3", "tunnel")
    assert result.exit_code == 0
    assert result.stdout == (
        "[1] “Тоннель построен.”\n    Туннель — Asia-Plus, 5 March 2021\n    https://example.org/a\n"
        "\n[2] “Two”\n    Туннель\n    https://example.org/a\n"
    )
    assert retriever.asked == [("tunnel", 3, Filters())]


def test_search_json_is_a_list_of_passages(retriever: ScriptedRetriever) -> None:
    """A program gets text and facts of every passage."""
    found = json.loads(presscite("search", "--json", "--source", "Asia-Plus", "tunnel").stdout)
    assert found == [{"text": hit.text, **hit.facts()} for hit in retriever.found]
    assert found[0]["published"] == "2021-03-05T00:00:00+00:00"
    assert retriever.asked == [("tunnel", 12, Filters(sources=("Asia-Plus",)))]


def test_search_that_finds_nothing(retriever: ScriptedRetriever) -> None:
    """Nothing found is said to a person, and is an empty list to a program; it is no failure."""
    retriever.found.clear()
    result = presscite("search", "tunnel")
    assert (result.exit_code, result.stdout) == (0, "No passage was found.\n")
    assert json.loads(presscite("search", "--json", "tunnel").stdout) == []


@pytest.mark.parametrize("limit", ["0", "51", "x"])
def test_search_limit_is_checked(limit: str) -> None:
    """A limit out of range is misuse."""
    assert presscite("search", "--limit", limit, "tunnel").exit_code == 2
