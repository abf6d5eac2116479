"""The retriever: both halves, filters that agree, LangChain documents, and every question."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from langchain_core.callbacks import BaseCallbackHandler

from retrieval.errors import EmptyStoreError, QuestionError
from retrieval.indexing.refresh import refresh
from retrieval.retriever import HybridRetriever, build_retriever
from retrieval.settings import Settings
from retrieval.store.filters import Filters
from retrieval.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings

RECORDS = [
    {"id": "dam", "title": "Dam", "text": "The dam on the Vakhsh was built by engineers.", "source": "Asia-Plus",
     "published": "2018-11-16"},
    {"id": "tunnel", "title": "Tunnel", "text": "The tunnel under the pass was opened.", "source": "Tasnim",
     "published": "2006-07-26T09:00:00+05:00"},
    {"id": "visit", "title": "Визит", "text": "Министр прибыл с визитом в Душанбе.", "source": "Tasnim"},
]  # fmt: skip


@pytest.fixture(scope="module", params=["embedded", "server"])
def retriever(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    embeddings: SentenceTransformerEmbeddings,
) -> HybridRetriever:
    chroma_url = request.getfixturevalue("chroma_server") if request.param == "server" else None
    folder = tmp_path_factory.mktemp("retriever")
    file = folder / "news.jsonl"
    file.write_text("\n".join(json.dumps(record) for record in RECORDS), "utf-8")
    config = Settings(home=folder / "home", chroma_url=chroma_url)
    refresh([file], config, embeddings=embeddings)
    return HybridRetriever(store=Store.from_settings(config), embeddings=embeddings)


def test_documents_carry_their_facts(retriever: HybridRetriever) -> None:
    """Article, offsets, title, address, outlet, date and score stand in the metadata, best first."""
    found = retriever.invoke("Who built the dam?")
    assert next(d.metadata["article_id"] for d in found) == "dam"
    assert found[0].page_content == RECORDS[0]["text"]
    facts = found[0].metadata
    assert (facts["start"], facts["end"], facts["title"], facts["url"]) == (0, 45, "Dam", None)
    assert (facts["source"], facts["published"]) == ("Asia-Plus", "2018-11-16T00:00:00+00:00")
    scores = [d.metadata["score"] for d in found]
    assert scores == sorted(scores, reverse=True)


def test_other_language_is_found(retriever: HybridRetriever) -> None:
    """A Russian question finds the English article, and the other way round."""
    assert retriever.invoke("Кто построил плотину?")[0].metadata["article_id"] == "dam"
    assert retriever.invoke("Which minister came on a visit?")[0].metadata["article_id"] == "visit"


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"published_after": "2010-01-01"}, {"dam"}),
        ({"published_before": datetime(2010, 1, 1, tzinfo=UTC)}, {"tunnel"}),
        ({"published_after": date(2000, 1, 1)}, {"dam", "tunnel"}),
        ({"sources": ["tasnim"]}, {"tunnel", "visit"}),
        ({"sources": "Asia-Plus"}, {"dam"}),
        ({"sources": ["nobody"]}, set()),
        ({"published_after": "2006-07-26T04:00:00+00:00", "sources": ["Tasnim"]}, {"tunnel"}),
        ({"published_before": "2006-07-26T04:00:00+00:00"}, set()),
        ({}, {"dam", "tunnel", "visit"}),
    ],
)
def test_filters_hold_in_both_halves(
    retriever: HybridRetriever, filters: dict[str, Any], left: set[str]
) -> None:
    """Dates and outlets cut; undated articles are found only where no date is asked for."""
    found = retriever.invoke("dam tunnel opened minister визит", **filters)
    assert {d.metadata["article_id"] for d in found} == left
    with retriever.store.reading() as snapshot:
        vector = retriever.embeddings.encode_query("dam")
        ids = [id_ for id_, _ in snapshot.nearest(vector, 10, Filters.of(filters))]
        passages = snapshot.catalogue.passages(ids)
    assert {p.article_id for p in passages.values()} == left


def test_limit(retriever: HybridRetriever) -> None:
    """At most so many as asked for."""
    assert len(retriever.invoke("dam tunnel visit", limit=2)) == 2


@pytest.mark.parametrize(
    "filters",
    [{"published_after": "yesterday"}, {"published_before": 5}, {"sources": [1]}],
)
def test_bad_filters_are_named(retriever: HybridRetriever, filters: dict[str, Any]) -> None:
    """A filter that is none is an error with its name."""
    with pytest.raises(QuestionError, match=next(iter(filters))):
        retriever.invoke("dam", **filters)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text(st.characters(), max_size=60))
def test_no_question_breaks_it(retriever: HybridRetriever, question: str) -> None:
    """Any characters at all, lone surrogates too, give a list."""
    assert isinstance(retriever.invoke(question), list)


@pytest.mark.parametrize(
    "question",
    [
        "",
        " ",
        "😀🎉",
        "\x00\x07",
        "'; DROP TABLE passages; --",
        "<b>dam</b>",
        "大坝是谁建的",
        "dam " * 25_000,
    ],
)
def test_strange_questions(retriever: HybridRetriever, question: str) -> None:
    """Empty, emoji, control characters, SQL, HTML, another script, 100,000 characters."""
    assert isinstance(retriever.invoke(question), list)


def test_callbacks_are_told(retriever: HybridRetriever) -> None:
    """LangChain's own retriever events are sent."""

    class Told(BaseCallbackHandler):
        def __init__(self) -> None:
            self.events: list[str] = []

        def on_retriever_start(self, *_: Any, **__: Any) -> None:
            self.events.append("start")

        def on_retriever_end(self, *_: Any, **__: Any) -> None:
            self.events.append("end")

    told = Told()
    retriever.invoke("dam", config={"callbacks": [told]})
    assert told.events == ["start", "end"]


async def test_async(retriever: HybridRetriever) -> None:
    """`ainvoke` finds the same."""
    assert await retriever.ainvoke("dam") == retriever.invoke("dam")


def test_empty_store_is_an_error_when_asked(tmp_path: Path) -> None:
    """Building needs no store; asking does."""
    retriever = build_retriever(Settings(home=tmp_path))
    with pytest.raises(EmptyStoreError):
        retriever.invoke("dam")


# Times and outlets in the question

NOW = datetime(2018, 11, 20, 12, tzinfo=UTC)
DATED = [
    {"id": f"{outlet}-{day}", "source": outlet, "published": day,
     "title": f"Power cuts in {city}",
     "text": f"Power cuts hit {city}, where {n} households sat in the dark, the {word} operator said."}
    for n, (outlet, day, city, word) in enumerate([
        ("Asia-Plus", "2018-11-14", "Khujand", "northern"),
        ("Tasnim", "2015-03-02", "Kulob", "southern"),
        ("Asia-Plus", "2015-06-20", "Bokhtar", "western"),
    ], 100)
] + [{"id": "undated", "title": "Power cuts", "text": "Power cuts are common in winter, households say."}]  # fmt: skip


@pytest.fixture(scope="module")
def dated(
    tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceTransformerEmbeddings
) -> HybridRetriever:
    folder = tmp_path_factory.mktemp("dated")
    (folder / "news.jsonl").write_text("\n".join(json.dumps(record) for record in DATED), "utf-8")
    config = Settings(home=folder / "home")
    refresh([folder / "news.jsonl"], config, embeddings=embeddings)
    return HybridRetriever(store=Store.from_settings(config), embeddings=embeddings)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What was reported about power cuts last week?", "Asia-Plus-2018-11-14"),
        ("Что сообщали об отключениях света на прошлой неделе?", "Asia-Plus-2018-11-14"),
        ("What was reported in June 2015 about power cuts?", "Asia-Plus-2015-06-20"),
        ("What power cuts were there, according to Tasnim?", "Tasnim-2015-03-02"),
    ],
)
def test_times_and_outlets_count_in_favour(dated: HybridRetriever, question: str, first: str) -> None:
    """What fits the time or the outlet of the question comes first, and nothing is cut away."""
    found = [d.metadata["article_id"] for d in dated.invoke(question, now=NOW)]
    assert found[0] == first
    assert set(found) == {record["id"] for record in DATED}


def test_a_year_in_the_question_cuts_nothing(dated: HybridRetriever) -> None:
    """A year may be a fact that is asked about: every article is still there, dated or not."""
    found = dated.invoke("How many households had power cuts in 2015?", now=NOW)
    assert {d.metadata["article_id"] for d in found} == {record["id"] for record in DATED}


def test_explicit_filters_win_over_what_the_question_says(dated: HybridRetriever) -> None:
    """A reader's own filter cuts whatever times the question names."""
    found = dated.invoke("What was reported last week?", now=NOW, published_before="2016-01-01")
    assert {d.metadata["article_id"] for d in found} == {"Tasnim-2015-03-02", "Asia-Plus-2015-06-20"}


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"published_before": "2016-01-01"}, {"Tasnim-2015-03-02", "Asia-Plus-2015-06-20"}),
        ({"published_after": "2015-03-02T05:00:00+05:00"}, {r["id"] for r in DATED if "published" in r}),
        ({"sources": ["tasnim"]}, {"Tasnim-2015-03-02"}),
        ({"sources": ["nobody"]}, set()),
        ({}, {r["id"] for r in DATED}),
    ],
)
def test_filters_cut_both_halves_alike(
    dated: HybridRetriever, filters: dict[str, Any], ids: set[str]
) -> None:
    """Each half alone finds the passages that pass, and no other."""
    vector = dated.embeddings.encode_query("power cuts")
    with dated.store.reading() as snapshot:
        among = Filters.of(filters)
        by_vector = dict(snapshot.nearest(vector, 10, among))
        by_keyword = dict(snapshot.match("power cuts", 10, among).found)
        found = [snapshot.catalogue.passages(list(half)) for half in (by_vector, by_keyword)]
    assert [{passage.article_id for passage in half.values()} for half in found] == [ids, ids]
