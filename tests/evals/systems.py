"""The systems that are compared: presscite whole, each of its halves alone, and the peer; their indexes are cached."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.chain import build_chain
from retrieval.evaluation.evaluation import DEPTH, ask_with, search_with
from retrieval.evaluation.outcome import Ranked
from retrieval.indexing.refresh import refresh
from retrieval.retriever import build_retriever
from retrieval.store.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from langchain_core.runnables import Runnable

    from retrieval.answer import Answer
    from retrieval.evaluation.evaluation import Ask, Search
    from retrieval.evaluation.question import EvaluationQuestion
    from retrieval.retriever import HybridRetriever
    from retrieval.settings import Settings
    from retrieval.store.snapshot import Snapshot

NAMES = ("presscite", "vectors", "keywords", "peer")

_REPOSITORY = Path(__file__).parents[2]
# Changing what writes a store makes every cached store stale; changing how it is searched does not.
_WRITERS = ("corpus", "retrieval/embedding", "retrieval/indexing", "retrieval/store")
_SEARCHING = {"home", "sources", "model_cache", "passages"}  # settings that a store does not depend on


class Systems:
    """The systems over one file of articles.

    Args:
        articles: JSON Lines of articles.
        settings: The settings of the run; the home is another one for every file and model.
        folder: Where indexes are kept.
    """

    def __init__(self, articles: Path, settings: Settings, folder: Path) -> None:
        self._articles = articles
        self._folder = folder
        home = folder / f"presscite-{articles.name.split('.')[0]}-{_digest(articles, settings)}"
        self._settings = settings.model_copy(update={"home": home})
        self._retriever = build_retriever(self._settings)

    def open(self, names: Sequence[str]) -> dict[str, Search]:
        """The systems with these names, ready to be asked."""
        if set(names) - {"peer"}:
            self._refresh()
        return {name: self._open(name) for name in names}

    @property
    def retriever(self) -> HybridRetriever:
        """The retriever over the store, with the articles in it."""
        self._refresh()
        return self._retriever

    def _refresh(self) -> None:
        report = refresh([self._articles], self._settings, embeddings=self._retriever.embeddings)
        assert not report.failed, report.failed

    def chain(self) -> Runnable[str | Mapping[str, Any], Answer]:
        """The chain over the same store."""
        return build_chain(self._settings)

    def ask(self) -> Ask:
        """That chain as `evaluate` takes it."""
        return ask_with(self.chain())

    def close(self) -> None:
        """Let go of the store."""
        self._retriever.store.close()

    def _open(self, name: str) -> Search:
        if name == "presscite":
            return search_with(self._retriever)
        if name == "peer":
            from tests.evals.peer import Peer

            articles = self._articles
            return Peer(
                articles, self._folder / f"peer-{articles.name.split('.')[0]}-{_hash(articles)}"
            ).search
        return {"vectors": self._by_vector, "keywords": self._by_keyword}[name]

    def _by_vector(self, question: EvaluationQuestion) -> list[Ranked]:
        with self._retriever.store.reading() as snapshot:
            vector = self._retriever.embeddings.encode_query(question.question)
            return _ranked(snapshot, snapshot.nearest(vector, DEPTH, Filters.of(dict(question.filters))))

    def _by_keyword(self, question: EvaluationQuestion) -> list[Ranked]:
        with self._retriever.store.reading() as snapshot:
            return _ranked(snapshot, snapshot.match(question.question, DEPTH).found)


def _ranked(snapshot: Snapshot, found: Sequence[tuple[str, float]]) -> list[Ranked]:
    passages = snapshot.catalogue.passages([id_ for id_, _ in found])
    return [
        Ranked(article_id=p.article_id, start=p.start, end=p.end, score=score, text=p.text)
        for p, score in ((passages[id_], score) for id_, score in found)
    ]


def _digest(articles: Path, settings: Settings) -> str:
    """What a store depends on: its articles, the settings, and the code that writes it."""
    kept = settings.model_dump(mode="json", exclude=_SEARCHING)
    facts: list[Any] = [_hash(articles), {k: v for k, v in kept.items() if not k.startswith("llm")}]
    facts += [_hash(file) for package in _WRITERS for file in sorted((_REPOSITORY / package).rglob("*.py"))]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:12]


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.exists() else ""
