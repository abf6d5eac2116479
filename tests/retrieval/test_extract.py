"""The extractive answerer: whole sentences, readable order, refusals with what is nearest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from retrieval.candidate import Sought, rank
from retrieval.extract import Extractor
from retrieval.filters import Filters
from retrieval.question import Question
from retrieval.refresh import refresh
from retrieval.retriever import HybridRetriever
from retrieval.settings import Settings
from retrieval.store import Store

if TYPE_CHECKING:
    from retrieval.answer import Answer
    from retrieval.embeddings import SentenceTransformerEmbeddings

TEXT = (
    "The railway will cross three countries.\nIt will be 486 kilometres long. Work on the railway began in December "
    "2024. Officials say that it will take six years. Freight will reach the sea sooner than before."
)


@pytest.fixture(scope="module")
def retriever(
    tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceTransformerEmbeddings
) -> HybridRetriever:
    folder = tmp_path_factory.mktemp("extract")
    record = {"id": "rail", "title": "A railway across the mountains", "text": TEXT, "language": "en"}
    (folder / "news.jsonl").write_text(json.dumps(record), "utf-8")
    config = Settings(home=folder / "home")
    refresh([folder / "news.jsonl"], config, embeddings=embeddings)
    return HybridRetriever(store=Store(config.home, config.embedding_model), embeddings=embeddings)


def ask(retriever: HybridRetriever, question: str) -> Answer:
    extractor = Extractor(retriever.store, retriever.embeddings)
    asked = Question.of(question)
    return extractor.answer(asked, asked.text, retriever.hits(question, 8, Filters()))


def test_sentence_that_answers_comes_whole(retriever: HybridRetriever) -> None:
    """A whole sentence of the article, and no more than two."""
    answer = ask(retriever, "When did work on the railway begin?")
    assert "Work on the railway began in December 2024." in [s.text for s in answer.sentences]
    assert len(answer.sentences) <= 2
    assert {s.text for s in answer.sentences} <= set(TEXT.replace("\n", " ").replace(". ", ".|").split("|"))


def test_sentences_stand_in_the_order_of_the_article(retriever: HybridRetriever) -> None:
    """Read from top to bottom, not from best to worst."""
    answer = ask(retriever, "How long is the railway and how many countries will the railway cross?")
    starts = [citation.start for citation in answer.citations]
    assert starts == sorted(starts)


def test_refusal_shows_the_nearest_sentence(retriever: HybridRetriever) -> None:
    """A question about something else is refused, with the closest words of the closest passage."""
    answer = ask(retriever, "Who won the chess tournament in Baku?")
    assert answer.refused
    assert answer.nearest[0].quote in TEXT
    assert answer.nearest[0].number == 1


def test_no_passages_is_a_refusal_without_any(retriever: HybridRetriever) -> None:
    """Where nothing was found there is nothing near."""
    asked = Question.of("Anything?")
    answer = Extractor(retriever.store, retriever.embeddings).answer(asked, asked.text, [])
    assert (answer.refused, answer.nearest) == (True, ())


def test_rare_words_count_for_more(retriever: HybridRetriever) -> None:
    """Coverage is the share of the question's weight, from 0 to 1."""
    hits = retriever.hits("railway", 8, Filters())
    with retriever.store.reading() as generation:
        sought = Sought("How many kilometres of freight?", generation)
        ranked = rank(sought, hits, generation, retriever.embeddings)
    by_text = {c.text: c.coverage for c in ranked}
    assert by_text["It will be 486 kilometres long."] == pytest.approx(0.5, abs=0.01)
    assert by_text["Officials say that it will take six years."] == 0
