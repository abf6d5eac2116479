"""Articles that are worth sharing, what a refresh makes of them, and workers, forked from one process."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from tests.conftest import REPOSITORY
from tests.fork_server import ForkServer
from tests.retrieval.counting_embeddings import CountingEmbeddings
from tests.retrieval.slow_worker import hurry
from tests.retrieval.small_store import contents, write
from tests.retrieval.store.postgres.shared_embedding.shared_work import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.fork_server import ForkedProcess

_LIBRARIES = (
    "chromadb",
    "procrastinate",
    "retrieval.commands.worker",
    "retrieval.store.postgres.embedding_worker",
    "retrieval.store.postgres.engine",
    "tests.retrieval.counting_embeddings",
)


@pytest.fixture(scope="package")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles of several passages each; together they are worth sharing."""
    folder = tmp_path_factory.mktemp("shared") / "articles"
    folder.mkdir()
    for n in range(ARTICLES):
        body = " ".join(f"Sentence {m} of article {n} is about the number {n * m}." for m in range(25))
        write(folder / f"{n}.txt", f"Article {n}", body)
    return folder


@pytest.fixture(scope="package")
def expected(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """What is in a store in a folder that is refreshed from them."""
    settings = Settings(home=tmp_path_factory.mktemp("embedded") / "home", passage_chars=200)
    refresh([articles], settings, embeddings=CountingEmbeddings(settings))
    return contents(settings)


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_BEAT_SECONDS", "_DEAD_SECONDS", "_LOOK_SECONDS"):
        module = "retrieval.store.postgres.task_queue"
        monkeypatch.setattr(f"{module}.{name}", getattr(sys.modules[module], name))
    hurry()


@pytest.fixture(scope="package")
def forks() -> Iterator[ForkServer]:
    """Where workers are forked, with their libraries."""
    with ForkServer(_LIBRARIES) as server:
        yield server


@pytest.fixture
def start_worker(
    settings: Settings, tmp_path: Path, forks: ForkServer
) -> Iterator[Callable[..., ForkedProcess]]:
    """Starts workers, which are gone when the test ends."""
    assert settings.database_address is not None
    started: list[ForkedProcess] = []
    env = {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY),
        "PRESSCITE_HOME": str(tmp_path / "worker-home"),
        "PRESSCITE_DATABASE_URL": settings.database_address,
        "PRESSCITE_CHROMA_URL": str(settings.chroma_address),
    }

    def start(seconds: float, name: str, *more: str) -> ForkedProcess:
        arguments = [str(seconds), str(tmp_path / name), *more]
        process = forks.start(
            "tests.retrieval.slow_worker",
            arguments,
            env=env,
            folder=tmp_path,
            output=tmp_path / f"{name}.log",
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
            assert process.wait(30) == 0
