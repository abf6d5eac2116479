"""A store of news on several topics by several outlets, with a copy, an undated article and one of the future."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from retrieval.answering.extractor import Extractor
from retrieval.indexing.refresh import refresh
from retrieval.overviews.composer import OverviewComposer
from retrieval.query.query import Query
from retrieval.question import Question
from retrieval.reading.passages import ReadPassages
from retrieval.settings import Settings
from retrieval.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.question_kind import QuestionKind
    from retrieval.store.snapshot import Snapshot

NOW = datetime(2024, 4, 20, tzinfo=UTC)

_FLOOD = (
    "Floods in Khujand damaged forty houses on the bank of the Syr Darya. The mayor said that nobody was hurt. "
    "Rescuers took two hundred people to schools in the centre of the city."
)
_NEWS = [
    ("dam-old", "Rogun dam grows", "Sample Wire", "2024-01-10",
     "Workers poured the last layer of the coffer at the Rogun dam. The dam stands on the Vakhsh river."),
    ("dam-new", "Rogun dam gets a turbine", "Asia Post", "2024-04-15",
     "The third turbine of the Rogun dam was switched on this week. It is the last one of this year."),
    ("flood", "Floods in Khujand", "Sample Wire", "2024-04-02", _FLOOD),
    ("flood-copy", "Khujand under water", "Asia Post", "2024-04-03", _FLOOD),
    ("chess", "Chess final", "Asia Post", "2024-04-18",
     "Zarina Rashidova, a schoolteacher from Kulob, won the national chess final. She beat the champion in forty "
     "moves. The prize is a car."),
    ("cotton", "Cotton prices", "Sample Wire", "2024-03-01",
     "Cotton prices fell by a tenth in February, the ministry of agriculture said. Farmers sow less of it."),
    ("future", "A fair", "Asia Post", "2031-01-01", "A fair of honey opens in Dushanbe. It lasts three days."),
    ("undated", "Apricots", "Asia Post", None, "Apricots of Isfara are dried on the roofs. They are sold abroad."),
]  # fmt: skip


@pytest.fixture(scope="session")
def snapshot(
    tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceTransformerEmbeddings
) -> Iterator[Snapshot]:
    """The store, open."""
    folder: Path = tmp_path_factory.mktemp("overviews")
    names = ("id", "title", "source", "published", "text")
    rows = [dict(zip(names, row, strict=True)) for row in _NEWS]
    (folder / "news.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    settings = Settings(home=folder / "home")
    refresh([folder / "news.jsonl"], settings, embeddings=embeddings)
    store = Store.from_settings(settings)
    with store.reading() as opened:
        yield opened
    store.close()


@pytest.fixture
def composer(
    snapshot: Snapshot, embeddings: SentenceTransformerEmbeddings
) -> Callable[[str, QuestionKind], OverviewComposer]:
    """Makes the composer of an answer to a text of a kind."""

    def compose(text: str, kind: QuestionKind) -> OverviewComposer:
        question = replace(Question.of({"question": text, "now": NOW}), kind=kind)
        query = Query(text, snapshot, NOW)
        ids = snapshot.catalogue.sample(len(_NEWS))
        hits = snapshot.catalogue.hits(dict.fromkeys(ids, 1.0))
        return OverviewComposer(
            question, query, embeddings, Extractor(question, query, ReadPassages(hits), embeddings)
        )

    return compose
