"""The reranker: a real CrossEncoder, tiny and made here, reads only the best candidates again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.errors import ModelError
from retrieval.retriever import build_retriever
from retrieval.search.reranker import CANDIDATES, Reranker
from retrieval.settings import Settings
from tests.retrieval.search.test_stories import hit
from tests.retrieval.tiny_model import letter_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from transformers import PreTrainedTokenizerFast


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CrossEncoder of one layer with random weights, saved and loaded like any other."""
    from transformers import BertConfig, BertForSequenceClassification

    network = tmp_path_factory.mktemp("network")
    tokenizer: PreTrainedTokenizerFast = letter_tokenizer()
    tokenizer.save_pretrained(network)
    BertForSequenceClassification(
        BertConfig(
            vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
            intermediate_size=32, max_position_embeddings=512, num_labels=1, initializer_range=0.5,  # type: ignore[call-arg]
        )
    ).save_pretrained(network)  # fmt: skip
    return network


def test_order_is_that_of_the_model(folder: Path) -> None:
    """The best candidates come in the order of the CrossEncoder's own scores; scores fall."""
    from sentence_transformers import CrossEncoder

    hits = [hit(f"h{n}", f"passage {'abcdefghij'[n]} " * (n + 1), 1.0 - n / 100) for n in range(10)]
    found = Reranker(str(folder)).rerank("which passage", hits)
    scores = CrossEncoder(str(folder), device="cpu").predict(
        [("which passage", f"{h.title}\n{h.text}") for h in hits], show_progress_bar=False
    )
    by_name = {h.passage_id: float(score) for h, score in zip(hits, scores, strict=True)}
    assert [h.score for h in found] == sorted((h.score for h in found), reverse=True)
    assert all(h.score == pytest.approx(by_name[h.passage_id], abs=1e-4) for h in found)


def test_only_the_best_are_read(folder: Path) -> None:
    """Whatever lies behind the candidates stays behind them, in its order."""
    hits = [hit(f"h{n}", f"text {n}", 1.0 - n / 100) for n in range(CANDIDATES + 5)]
    found = Reranker(str(folder)).rerank("q", hits)
    assert [h.passage_id for h in found[CANDIDATES:]] == [h.passage_id for h in hits[CANDIDATES:]]
    assert [h.score for h in found] == sorted((h.score for h in found), reverse=True)
    assert Reranker(str(folder)).rerank("q", []) == []


def test_setting_turns_it_on(folder: Path, sample_home: Path, model_cache: Path) -> None:
    """Off by default; named in the settings, it reorders what the retriever finds."""
    assert build_retriever(Settings(home=sample_home)).reranker is None
    settings = Settings(home=sample_home, model_cache=model_cache, reranker=str(folder))
    found = build_retriever(settings).invoke("What is the capacity of Rogun?")
    assert [d.metadata["score"] for d in found] == sorted((d.metadata["score"] for d in found), reverse=True)


def test_missing_model_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reranker that is nowhere is an error with the setting's name."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="PRESSCITE_RERANKER"):
        Reranker(str(tmp_path / "nowhere")).rerank("q", [hit("a", "text", 1.0)])
