"""Two articles in a store, the chain over it, and a scripted language model for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from retrieval import build_chain
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from tests.retrieval.chat_server import ChatServer, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from langchain_core.runnables import Runnable

    from retrieval.answer import Answer
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings

FACTS = [
    {"id": "tunnel", "title": "Tunnel opens", "source": "Sample Wire", "published": "2006-07-26",
     "url": "https://example.org/tunnel",
     "text": "The Istiqlol Tunnel under the Anzob pass was opened in 2006. It links Dushanbe with the north. "
             "The Iranian company Sabir built it over three years."},
    {"id": "dam", "title": "Dam", "source": "Sample Wire", "published": "2018-11-16",
     "text": "The first unit of the Rogun dam began work in November 2018. The dam stands on the Vakhsh river."},
]  # fmt: skip


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceTransformerEmbeddings) -> Path:
    folder = tmp_path_factory.mktemp("chain")
    (folder / "news.jsonl").write_text("\n".join(json.dumps(fact) for fact in FACTS), "utf-8")
    refresh([folder / "news.jsonl"], Settings(home=folder / "home"), embeddings=embeddings)
    return folder / "home"


@pytest.fixture(scope="session")
def user_home(
    user_articles: Path, tmp_path_factory: pytest.TempPathFactory, embeddings: SentenceTransformerEmbeddings
) -> Path:
    home = tmp_path_factory.mktemp("user")
    refresh([user_articles], Settings(home=home), embeddings=embeddings)
    return home


@pytest.fixture(scope="session")
def chain(home: Path) -> Runnable[Any, Answer]:
    return build_chain(Settings(home=home))


@pytest.fixture
def chat() -> Iterator[ChatServer]:
    with serve() as server:
        yield server


@pytest.fixture
def generating(home: Path, chat: ChatServer) -> Runnable[Any, Answer]:
    config = {
        "PRESSCITE_HOME": str(home),
        "PRESSCITE_LLM": "openai:scripted",
        "PRESSCITE_LLM_BASE_URL": chat.url,
    }
    return build_chain(Settings.load({**config, "PRESSCITE_LLM_API_KEY": "sk-test"}))
