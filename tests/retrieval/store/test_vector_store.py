"""The store as others see it: a LangChain VectorStore, and a plain Chroma collection."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from retrieval.store.store import Store
from retrieval.store.vector_store import ArticleVectorStore, build_vector_store
from retrieval.store.vectors import Vectors

if TYPE_CHECKING:
    from pathlib import Path

    from langchain_core.vectorstores import VectorStore

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings

RECORDS = [
    {
        "id": "dam",
        "title": "Dam",
        "text": "The dam on the Vakhsh was built by engineers.",
        "source": "Asia-Plus",
    },
    {
        "id": "copy",
        "title": "Dam",
        "text": "The dam on the Vakhsh was built by the engineers.",
        "source": "Tasnim",
    },
    {
        "id": "visit",
        "title": "Visit",
        "text": "The minister came on a visit to Dushanbe.",
        "source": "Tasnim",
    },
]


@pytest.fixture(scope="module", params=["embedded", "server"])
def settings(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    embeddings: SentenceTransformerEmbeddings,
) -> Settings:
    """A store that no test changes."""
    chroma_url = request.getfixturevalue("chroma_server") if request.param == "server" else None
    return _built(tmp_path_factory.mktemp("vector-store"), chroma_url, embeddings)


def _built(folder: Path, chroma_url: str | None, embeddings: SentenceTransformerEmbeddings) -> Settings:
    settings = Settings(home=folder / "home", chroma_url=chroma_url)
    _write(folder, RECORDS)
    refresh([folder / "news.jsonl"], settings, embeddings=embeddings)
    return settings


def _write(folder: Path, records: list[dict[str, str]]) -> None:
    (folder / "news.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")


@pytest.fixture
def store(settings: Settings, embeddings: SentenceTransformerEmbeddings) -> VectorStore:
    return ArticleVectorStore(Store.from_settings(settings), embeddings)


def _ids(documents: list) -> list[str]:  # type: ignore[type-arg] # of documents
    return [document.metadata["article_id"] for document in documents]


def test_it_searches(store: VectorStore, embeddings: SentenceTransformerEmbeddings) -> None:
    """By text and by vector, with scores that are cosines, and with Chroma's filters."""
    question = "Who came to Dushanbe?"
    found = store.similarity_search_with_score(question, k=2)
    assert found[0][0].metadata["article_id"] == "visit"
    assert found[0][0].page_content == RECORDS[2]["text"]
    assert 0.7 < found[1][1] < found[0][1] < 1
    assert _ids(store.similarity_search_by_vector(embeddings.embed_query(question), k=1)) == ["visit"]
    assert _ids(store.similarity_search("Who built the dam?", k=1, filter={"source": "Tasnim"})) == ["copy"]
    scored = store.similarity_search_with_relevance_scores(question, k=3)
    assert all(0 <= score <= 1 for _, score in scored)


def test_it_spreads(store: VectorStore) -> None:
    """Maximal marginal relevance passes over a near-copy."""
    found = store.max_marginal_relevance_search("Who built the dam?", k=2, fetch_k=3, lambda_mult=0.2)
    assert "visit" in _ids(found)


def test_it_is_a_retriever_and_knows_ids(store: VectorStore) -> None:
    """What LangChain makes of any vector store works with this one."""
    documents = store.as_retriever(search_kwargs={"k": 1}).invoke("Who came to Dushanbe?")
    assert _ids(documents) == ["visit"]
    assert [d.page_content for d in store.get_by_ids([str(documents[0].id), "unknown"])] == [
        documents[0].page_content
    ]


def test_it_follows_a_refresh(tmp_path: Path, embeddings: SentenceTransformerEmbeddings) -> None:
    """What is new is found without building it anew."""
    settings = _built(tmp_path, None, embeddings)
    store = ArticleVectorStore(Store.from_settings(settings), embeddings)
    assert _ids(store.similarity_search("Which tunnel was opened?", k=3)) != ["new"]
    _write(
        tmp_path, [*RECORDS, {"id": "new", "title": "Tunnel", "text": "A tunnel was opened under the pass."}]
    )
    refresh([tmp_path / "news.jsonl"], settings, embeddings=embeddings)
    assert _ids(store.similarity_search("Which tunnel was opened?", k=1)) == ["new"]


def test_it_is_not_written_to(store: VectorStore) -> None:
    """Adding and deleting say which command to use."""
    for write in (lambda: store.add_texts(["x"]), lambda: store.delete(["x"])):
        with pytest.raises(NotImplementedError, match="presscite refresh"):
            write()
    with pytest.raises(NotImplementedError, match="presscite refresh"):
        ArticleVectorStore.from_texts(["x"], store.embeddings)  # type: ignore[arg-type] # whatever it is


def test_it_is_built_from_settings(settings: Settings) -> None:
    """As the chain is."""
    assert build_vector_store(settings).similarity_search("dam", k=1)


def test_langchain_chroma_opens_the_collection(
    settings: Settings, embeddings: SentenceTransformerEmbeddings
) -> None:
    """The collection is an ordinary one: LangChain's own integration of Chroma searches it."""
    from langchain_chroma import Chroma

    with Store.from_settings(settings).reading() as snapshot:
        vectors = snapshot.vectors
        assert isinstance(vectors, Vectors)
        collection = vectors.collection.name
        theirs = Chroma(
            collection_name=collection,
            embedding_function=embeddings,
            client=vectors._client,
            create_collection_if_not_exists=False,
        )
        assert _ids(theirs.similarity_search("Who came to Dushanbe?", k=1)) == ["visit"]
