"""What may match a standing question is read before it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.indexing.refresh import refresh
from retrieval.reading.reader import open_reader
from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store.store import Store
from retrieval.watches.confirmation import Confirmation
from retrieval.watches.matcher import Matcher
from retrieval.watches.passage_batch import PassageBatch
from retrieval.watches.relevance import BAR
from tests.retrieval.scripted_reader import ScriptedReader
from tests.retrieval.small_store import write

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings

TEXTS = {
    "height": "The dam at Rogun is 335 metres high, the energy ministry said. It is the highest in the world.",
    "visit": "A school class visited the dam at Rogun on Monday. The pupils saw the turbines and ate plov.",
    "chess": "The chess cup of Khujand ended with a draw. The players shook hands and went home.",
}
HEIGHT = "How high is the dam at Rogun?"


class _Places:
    """Passages that came in, and what looks through them."""

    def __init__(self, folder: Path, embeddings: SentenceTransformerEmbeddings) -> None:
        settings = Settings(home=folder / "home")
        self.embeddings = embeddings
        (folder / "articles").mkdir()
        for name, text in TEXTS.items():
            write(folder / "articles" / f"{name}.txt", f"News of the {name}", text)
        refresh([folder / "articles"], settings, embeddings=embeddings)
        self.retriever = HybridRetriever(store=Store.from_settings(settings), embeddings=embeddings)
        with self.retriever.store.reading() as snapshot:
            self.ids = snapshot.catalogue.sample(10)
            self.batch = PassageBatch.load(snapshot, dict.fromkeys(self.ids))

    def confirmation(self, word: str) -> tuple[Confirmation, ScriptedReader]:
        reader = ScriptedReader(word)
        found = Confirmation.of(self.embeddings, Settings())
        assert found is not None
        return Confirmation(reader, found._classifier), reader

    def place(self, name: str) -> int:
        return next(n for n, hit in enumerate(self.batch.hits) if hit.title == f"News of the {name}")


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceTransformerEmbeddings) -> _Places:
    return _Places(tmp_path_factory.mktemp("confirmed"), embeddings)


def test_the_packaged_reader_tells_what_answers_from_what_is_near(places: _Places) -> None:
    """Of two reports of the same dam, the one that says how high it is."""
    confirmation = Confirmation.of(places.embeddings, Settings())
    found = Matcher(places.retriever, confirmation).matches(HEIGHT, places.ids)
    assert [match.citation.title for match in found] == ["News of the height"]
    assert "335 metres" in found[0].citation.quote


def test_what_names_a_topic_is_not_read(places: _Places) -> None:
    """It has no answer: both reports are of the dam."""
    confirmation, reader = places.confirmation("nothing")
    found = Matcher(places.retriever, confirmation).matches("Rogun dam", places.ids)
    assert {match.citation.title for match in found} == {"News of the height", "News of the visit"}
    assert reader.read_texts == []
    assert confirmation.asks(HEIGHT)


def test_less_sure_ones_are_read_too(places: _Places) -> None:
    """One below the bar that answers is told with the bar's score; one far below is not even read."""
    confirmation, reader = places.confirmation("school class")
    scores = np.full(len(places.batch), 0.1, dtype=np.float32)
    scores[places.place("height")], scores[places.place("visit")] = 0.9, 0.4
    assert list(confirmation.matches(HEIGHT, places.batch, scores)) == [(places.place("visit"), BAR)]
    assert [text.partition("\n\n")[2] for text in reader.read_texts] == [TEXTS["height"], TEXTS["visit"]]


def test_without_a_reader_the_first_stage_decides(places: _Places) -> None:
    """As before there was one."""
    assert Confirmation.of(places.embeddings, Settings(reader="off")) is None
    assert open_reader(Settings(reader="off")) is None
    found = Matcher(places.retriever).matches(HEIGHT, places.ids)
    assert "News of the height" in {match.citation.title for match in found}
