"""What may match a standing question is read before it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.indexing.refresh import refresh
from retrieval.query.kind_classifier import KindClassifier
from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store.store import Store
from retrieval.watches.arrivals import new_passages
from retrieval.watches.baseline import Baseline
from retrieval.watches.confirmation import Confirmation
from retrieval.watches.matcher import Matcher
from retrieval.watches.passage_batch import PassageBatch
from retrieval.watches.relevance import BAR
from tests.retrieval.scripted_reader import ScriptedReader
from tests.retrieval.small_store import write

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.watches.arrivals import NewPassages

TEXTS = {
    "height": "The dam at Rogun is 335 metres high, the energy ministry said. It is the highest in the world.",
    "guides": "How high is the dam at Rogun? That is what visitors to Rogun ask most often, the guides say.",
    "chess": "The chess cup of Khujand ended with a draw. The players shook hands and went home.",
}
SHOWN = "The dam at Rogun was shown on television again on Monday evening, said the station in Dushanbe."
HEIGHT = "How high is the dam at Rogun?"


class _Reports:
    """Reports in a store.

    Attributes:
        ids: Those of their passages.
        batch: The passages.
    """

    def __init__(self, folder: Path, embeddings: SentenceTransformerEmbeddings) -> None:
        self._settings = Settings(home=folder / "home")
        self._folder = folder / "articles"
        self._folder.mkdir()
        self.embeddings = embeddings
        self.retriever = HybridRetriever(store=Store.from_settings(self._settings), embeddings=embeddings)
        for name, text in TEXTS.items():
            write(self._folder / f"{name}.txt", f"News of the {name}", text)
        refresh([self._folder], self._settings, embeddings=embeddings)
        with self.retriever.store.reading() as snapshot:
            self.ids = snapshot.catalogue.sample(10)
            self.batch = PassageBatch.load(snapshot, dict.fromkeys(self.ids))

    def confirmation(self) -> Confirmation:
        """With the packaged reader."""
        found = Confirmation.of(self.embeddings, Settings())
        assert found is not None
        return found

    def scripted(self, word: str) -> tuple[Confirmation, ScriptedReader]:
        """With a reader that takes for an answer what holds a word."""
        reader = ScriptedReader(word)
        return Confirmation(reader, KindClassifier.of(self.embeddings, Settings().model_cache)), reader

    def told(self, asked: str, confirmation: Confirmation | None, of: NewPassages | None = None) -> set[str]:
        """The headlines of what is told."""
        matcher = Matcher(self.retriever, confirmation)
        return {match.citation.title for match in matcher.matches(asked, self.ids if of is None else of)}

    def place(self, name: str) -> int:
        return next(n for n, hit in enumerate(self.batch.hits) if hit.title == f"News of the {name}")

    def updated(self, name: str, addition: str) -> NewPassages:
        """What is new when something is added to a report."""
        with self.retriever.store.reading() as snapshot:
            before = Baseline.of(snapshot)
        write(self._folder / f"{name}.txt", f"News of the {name}", f"{TEXTS[name]} {addition}")
        refresh([self._folder], self._settings, embeddings=self.embeddings)
        self.retriever.store.follow()
        with self.retriever.store.reading() as snapshot:
            return new_passages(snapshot, before)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceTransformerEmbeddings) -> _Reports:
    """Three reports; tests that share them must not change the store."""
    return _Reports(tmp_path_factory.mktemp("reports"), embeddings)


def test_the_packaged_reader_tells_what_answers_from_what_is_near(reports: _Reports) -> None:
    """Of two reports of the same dam in the same words, the one that says how high it is."""
    assert reports.told(HEIGHT, None) == {"News of the height", "News of the guides"}
    assert reports.told(HEIGHT, reports.confirmation()) == {"News of the height"}


@pytest.mark.parametrize(
    "topic", ["Rogun dam", "Rogun hydropower plant", "butter prices", "Romania election"]
)
def test_what_names_a_topic_is_not_read(reports: _Reports, topic: str) -> None:
    """It has no answer, though some topics look to the classifier as if they asked for one."""
    confirmation, reader = reports.scripted("nothing")
    assert not confirmation.asks(topic)
    assert confirmation.asks(f"What do the papers say of {topic}?") or confirmation.asks(HEIGHT)
    reports.told(topic, confirmation)
    assert reader.read_texts == []


def test_less_sure_ones_are_read_too(reports: _Reports) -> None:
    """One below the bar that answers is told with the bar's score; one far below is not even read."""
    confirmation, reader = reports.scripted("the guides say")
    scores = np.full(len(reports.batch), 0.1, dtype=np.float32)
    scores[reports.place("height")], scores[reports.place("guides")] = 0.9, 0.4
    (found,) = confirmation.matches(HEIGHT, reports.batch, scores)
    assert (found.place, found.score) == (reports.place("guides"), BAR)
    assert [text.partition("\n\n")[2] for text in reader.read_texts] == [TEXTS["height"], TEXTS["guides"]]


def test_of_an_update_only_what_is_new_is_read(
    tmp_path: Path, embeddings: SentenceTransformerEmbeddings
) -> None:
    """The article had answered before; that its dam was shown on television answers nothing."""
    reports = _Reports(tmp_path, embeddings)
    new = reports.updated("height", SHOWN)
    confirmation, reader = reports.scripted("335 metres")
    assert reports.told("When was the dam at Rogun shown on television?", confirmation, new) == set()
    assert reader.read_texts == [SHOWN]
    assert reports.told(HEIGHT, reports.confirmation(), new) == set()


def test_only_the_packaged_reader_is_asked(reports: _Reports) -> None:
    """The bar is for its logits; without it the first stage decides, as it did before there was a second."""
    assert Confirmation.of(reports.embeddings, Settings(reader="off")) is None
    assert Confirmation.of(reports.embeddings, Settings(reader="deepset/xlm-roberta-base-squad2")) is None
