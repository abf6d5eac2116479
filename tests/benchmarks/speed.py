"""Speed and memory of retrieval, beside a peer in the same run; see `run.py`.

The peer is the plain tutorial chain: one text a passage embedded by sentence-transformers in batches of 32, and
similarity search in Chroma through LangChain.
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus import sentences
from retrieval.embeddings import PackagedEmbeddings, SentenceTransformerEmbeddings
from retrieval.packaged_model import packaged_model
from retrieval.refresh import refresh
from retrieval.retriever import HybridRetriever
from retrieval.settings import PACKAGED_MODEL, Settings
from retrieval.store import Store
from tests.evals.sets import DATA

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.sentence_vectors import SentenceVectors

_TEXTS = 400  # passages that both pipelines index
_QUESTIONS = 200
_NOISE = 0.35  # length of what is added to a real unit vector to draw another around it


def real_texts() -> list[str]:
    """Runs of one to three sentences of real articles, each short enough to be one passage."""
    found = []
    with (DATA / "2wiki" / "corpus.jsonl").open(encoding="utf-8") as file:
        for line in file:
            text = json.loads(line)["text"]
            spans = sentences(text)[:3]
            if spans and spans[-1].end - spans[0].start < 380:
                found.append(text[spans[0].start : spans[-1].end])
    return found


def real_questions() -> list[str]:
    """Questions that people wrote."""
    with (DATA / "squad2" / "questions.jsonl").open(encoding="utf-8") as file:
        questions = [json.loads(line)["question"] for line in file]
    return random.Random(1).sample(questions, _QUESTIONS)  # noqa: S311 - a seeded choice


def indexing(folder: Path) -> dict[str, float]:
    """Passages a second from texts to a store that can be searched, ours and the peer's, equal model and text."""
    texts = real_texts()[:_TEXTS]
    articles = folder / "articles.jsonl"
    articles.write_text("".join(json.dumps({"id": str(n), "text": t}) + "\n" for n, t in enumerate(texts)))
    settings = Settings()
    ours = PackagedEmbeddings(PACKAGED_MODEL, settings.model_cache)
    theirs = SentenceTransformerEmbeddings(PACKAGED_MODEL, settings.model_cache)
    ours.encode_documents(texts[:8])
    theirs.model.encode_document(texts[:8])
    seconds: dict[str, list[float]] = {"presscite": [], "peer": []}
    for turn in range(3):
        home = Settings(home=folder / f"home-{turn}")
        seconds["presscite"].append(_timed(partial(refresh, [articles], home, embeddings=ours)))
        seconds["peer"].append(_timed(partial(_peer_index, texts, theirs, folder / f"peer-{turn}")))
    rates = {name: _TEXTS / statistics.median(runs) for name, runs in seconds.items()}
    return {**rates, "ratio": rates["presscite"] / rates["peer"]}


def _peer_index(texts: Sequence[str], embeddings: SentenceTransformerEmbeddings, folder: Path) -> None:
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    class Plain(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            vectors: list[list[float]] = embeddings.model.encode_document(texts, batch_size=32).tolist()
            return vectors

        def embed_query(self, text: str) -> list[float]:
            return embeddings.embed_query(text)

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
    documents = splitter.split_documents([Document(text) for text in texts])
    store = Chroma("peer", Plain(), persist_directory=str(folder))
    store.add_documents(documents)


def cold_start(home: Path) -> dict[str, float]:
    """Wall seconds of a new process that searches, and of one that only embeds with sentence-transformers."""
    model = packaged_model(Settings().model_cache)
    program = (
        "from sentence_transformers import SentenceTransformer as S\n"
        f"S({str(model)!r}, device='cpu').encode_query('What did trade fall to in 2015?')"
    )
    commands = {
        "presscite": [sys.executable, "-m", "retrieval.cli", "search", "What did trade fall to in 2015?"],
        "peer": [sys.executable, "-c", program],
    }
    environment = {**os.environ, "PRESSCITE_HOME": str(home)}
    runs: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(5):
        for name, command in commands.items():
            runs[name].append(
                _timed(partial(subprocess.run, command, env=environment, capture_output=True, check=True))
            )
    seconds = {name: statistics.median(times) for name, times in runs.items()}
    return {**seconds, "ratio": seconds["presscite"] / seconds["peer"]}


class DrawnEmbeddings(PackagedEmbeddings):
    """Questions through the real model; passages get vectors drawn around real ones, to fill large stores."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__(PACKAGED_MODEL, Settings().model_cache)
        self._real = super().encode_documents(texts)
        self._draw = np.random.default_rng(2)

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A real vector each, moved by noise and scaled to unit length."""
        picked = self._real[self._draw.integers(len(self._real), size=len(texts))]
        noise = self._draw.normal(size=picked.shape).astype(np.float32) * _NOISE / picked.shape[1] ** 0.5
        moved = picked + noise
        unit: NDArray[np.float32] = moved / np.linalg.norm(moved, axis=1, keepdims=True)
        return unit

    def encode_passages(
        self, titles: Sequence[str], texts: Sequence[str]
    ) -> tuple[NDArray[np.float32], list[SentenceVectors]]:
        """Drawn vectors for passages and for their sentences alike."""
        return SentenceTransformerEmbeddings.encode_passages(self, titles, texts)


def fill(home: Path, count: int, embeddings: DrawnEmbeddings) -> Settings:
    """A store of so many passages, whose texts are recombined from the sentences of real ones; kept for later."""
    settings = Settings(home=home)
    if not (home / "store" / "current").exists():
        home.mkdir(parents=True, exist_ok=True)
        chance = random.Random(3)  # noqa: S311 - a seeded choice
        pool = [t[s.start : s.end] for t in real_texts() for s in sentences(t)]
        with (home / "articles.jsonl").open("w", encoding="utf-8") as file:
            for n in range(count):
                text = " ".join(chance.sample(pool, 2))[:390]
                file.write(json.dumps({"id": str(n), "title": f"Story {n}", "text": text}) + "\n")
        refresh([home / "articles.jsonl"], settings, embeddings=embeddings)
    return settings


def queries(settings: Settings, embeddings: DrawnEmbeddings) -> dict[str, float]:
    """Milliseconds from a question to its passages, and memory of the process, over one store."""
    retriever = HybridRetriever(store=Store(settings.home, settings.embedding_model), embeddings=embeddings)
    times = _each(retriever.hits, 8)
    with retriever.store.reading() as generation:
        count = len(generation.vectors)
    retriever.store.close()
    return {"passages": count, **times, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def peer_queries(settings: Settings) -> dict[str, float]:
    """The same over the same vectors by the peer: all-MiniLM-L6-v2 embeds, Chroma searches, nothing else."""
    from langchain_chroma import Chroma

    from retrieval.store import StoreFiles
    from tests.evals.peer import MiniLM

    files = StoreFiles(settings.home)
    store = Chroma(
        "passages",
        MiniLM(),
        persist_directory=str(files.generation(str(files.published())) / "chroma"),
    )
    return _each(store.similarity_search, 8)


def _each(search: Callable[..., Any], limit: int) -> dict[str, float]:
    questions = real_questions()
    for question in questions[:20]:
        search(question, limit)
    times = [_timed(partial(search, question, limit)) * 1000 for question in questions[20:]]
    return {"median_ms": statistics.median(times), "p95_ms": float(np.percentile(times, 95))}


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
