"""Speed and memory of retrieval, beside a peer in the same run; see `run.py`.

The peer is the plain tutorial chain: one text a passage embedded by sentence-transformers in batches of 32, and
similarity search in Chroma through LangChain.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus import sentences
from retrieval.chain import build_chain
from retrieval.embedding.cosine_scale import CosineScale
from retrieval.embedding.embeddings import PackagedEmbeddings, SentenceTransformerEmbeddings
from retrieval.embedding.encoder import Encoder
from retrieval.embedding.packaged_model import packaged_encoder, packaged_model
from retrieval.indexing.refresh import refresh
from retrieval.retriever import HybridRetriever, build_retriever
from retrieval.settings import PACKAGED_MODEL, Settings
from retrieval.store.store import Store
from tests.evals.sets import DATA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.embedding.sentence_vectors import SentenceVectors
    from retrieval.store.hit import Hit

_TEXTS = 1_200  # passages that both pipelines index
_QUESTIONS = 200
_WARMING, _BLOCK = 20, 20  # questions
_PAUSE = 3.0  # seconds
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

    def forget(self) -> None:
        """Embed the next question whether or not it was asked before."""
        self._query.cache_clear()

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


def queries(settings: Settings, embeddings: DrawnEmbeddings) -> dict[str, Any]:
    """Milliseconds from a question to its passages over one store, ours and the peer's in turn."""
    with opened(settings, embeddings) as retriever:
        times = in_turn({"presscite": retriever.hits, "peer": _peer_search(settings)})
        with retriever.store.reading() as snapshot:
            count = len(snapshot.vectors)
    return {"passages": count, **times, "ratio": times["presscite"]["median_ms"] / times["peer"]["median_ms"]}


def growth(small: Settings, large: Settings, embeddings: DrawnEmbeddings) -> dict[str, Any]:
    """The same over a small and a large store, in turn."""

    def anew(retriever: HybridRetriever) -> Callable[[str, int], object]:
        def search(question: str, limit: int) -> object:
            embeddings.forget()  # what the other store was asked just now
            return retriever.hits(question, limit)

        return search

    with opened(small, embeddings) as ours, opened(large, embeddings) as more:
        times = in_turn({"small": anew(ours), "large": anew(more)})
    return {**times, "ratio": times["large"]["median_ms"] / times["small"]["median_ms"]}


def answering(settings: Settings) -> dict[str, Any]:
    """Milliseconds from a question to its passages, and to its verified extractive answer, in turn.

    The articles are recombined sentences under headlines that say nothing, so nearly all answers are refusals; these
    take every step but the choice among the sentences.  The samples among them are asked about too.
    """
    retriever, chain = build_retriever(settings), build_chain(settings)
    times = in_turn(
        {
            "retrieval": lambda question, _: retriever.invoke(question),
            "answer": lambda question, _: chain.invoke(question),
        }
    )
    answered = sum(not chain.invoke(question).refused for question in real_questions())
    ratio = times["answer"]["median_ms"] / times["retrieval"]["median_ms"]
    return {**times, "answered": answered, "ratio": ratio}


def equal_results(settings: Settings) -> dict[str, Any]:
    """Questions whose eight passages are the same, in order, whichever engine embeds the question.

    ONNX Runtime, which embeds all questions; OpenVINO, which embeds passages; and sentence-transformers with the same
    model.  Where the passages of presscite's two engines differ, `furthest` is by how much their scores differ at
    most, place by place.
    """
    embeddings = {
        "onnx": _OnEngine(settings.model_cache, fastest=False),
        "openvino": _OnEngine(settings.model_cache, fastest=True),
        "sentence-transformers": _Plain(PACKAGED_MODEL, settings.model_cache),
    }
    questions = real_questions()[:50]
    found = {}
    for name, each in embeddings.items():
        with opened(settings, each) as retriever:
            found[name] = [retriever.hits(question, 8) for question in questions]
    ours = found.pop("onnx")
    equal = {
        name: sum(_ids(a) == _ids(b) for a, b in zip(ours, theirs, strict=True))
        for name, theirs in found.items()
    }
    apart = [
        abs(one.score - other.score)
        for mine, theirs in zip(ours, found["openvino"], strict=True)
        if _ids(mine) != _ids(theirs)
        for one, other in zip(mine, theirs, strict=False)
    ]
    return {"questions": len(questions), "equal": equal, "furthest": max(apart, default=0.0)}


def _ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage_id for hit in hits]


class _OnEngine(PackagedEmbeddings):
    """The packaged model, all questions on one engine: ONNX Runtime, or the fastest of this machine."""

    def __init__(self, cache: Path, *, fastest: bool) -> None:
        super().__init__(PACKAGED_MODEL, cache)
        self._own = Encoder(packaged_encoder(cache))
        transformer = self._own._transformer
        transformer._small = transformer.fastest() if fastest else transformer._small

    @property
    def encoder(self) -> Encoder:
        """One that nobody else uses."""
        return self._own


class _Plain(SentenceTransformerEmbeddings):
    """The packaged model in sentence-transformers; its cosines are on the scale already."""

    def __init__(self, name: str, cache: Path) -> None:
        super().__init__(name, cache)
        self.scale = CosineScale()


def memory(settings: Settings) -> dict[str, int]:
    """Resident megabytes of a process that answers from a store, step by step; see `footprint.py`."""
    environment = {**os.environ, "PRESSCITE_HOME": str(settings.home)}
    command = [sys.executable, "-m", "tests.bench.footprint"]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    seen: dict[str, int] = json.loads(run.stdout)
    return seen


@contextmanager
def opened(settings: Settings, embeddings: SentenceTransformerEmbeddings) -> Iterator[HybridRetriever]:
    """A retriever over a store that is let go of afterwards."""
    retriever = HybridRetriever(store=Store.from_settings(settings), embeddings=embeddings)
    try:
        yield retriever
    finally:
        retriever.store.close()


def _peer_search(settings: Settings) -> Callable[..., Any]:
    """The peer over the same vectors: all-MiniLM-L6-v2 embeds, Chroma searches, nothing else."""
    from langchain_chroma import Chroma

    from retrieval.store.files import StoreFiles
    from tests.evals.peer import MiniLM

    files = StoreFiles(settings.home)
    folder = settings.home / "peer"  # a copy: Chroma opens a folder once in a process
    shutil.copytree(files.generation(str(files.published())) / "chroma", folder, dirs_exist_ok=True)
    store = Chroma("passages", MiniLM(), persist_directory=str(folder))
    return store.similarity_search


def in_turn(
    searches: Mapping[str, Callable[[str, int], Any]], questions: Sequence[str] | None = None
) -> dict[str, dict[str, float]]:
    """The questions in blocks, each block to each search, so that a busy machine is busy for all alike.

    Blocks and not single questions: threads of one side's library that still spin would slow the other side down.
    """
    questions = questions or real_questions()
    for search in searches.values():
        for question in questions[:_WARMING]:
            search(question, 8)
    time.sleep(_PAUSE)  # for what the first questions had loaded aside
    times: dict[str, list[float]] = {name: [] for name in searches}
    for start in range(_WARMING, len(questions), _BLOCK):
        for name, search in searches.items():
            time.sleep(0.2)
            for question in questions[start : start + _BLOCK]:
                times[name].append(1000 * _timed(partial(search, question, 8)))
    return {
        name: {"median_ms": statistics.median(each), "p95_ms": float(np.percentile(each, 95))}
        for name, each in times.items()
    }


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
