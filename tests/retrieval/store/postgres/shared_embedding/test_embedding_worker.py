"""What ends a worker: no model, a model with other weights than the refresh has, a signal."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import ModelError
from retrieval.indexing.refresh import refresh
from retrieval.store.postgres import task_queue
from retrieval.store.postgres.embedding_task import EmbeddingTask
from retrieval.store.postgres.embedding_worker import EmbeddingWorker
from retrieval.store.postgres.task_queue import NotHereError, TaskQueue
from tests.retrieval.counting_embeddings import CountingEmbeddings
from tests.retrieval.slow_worker import OtherEmbeddings, give_up
from tests.retrieval.small_store import contents, postgres_of
from tests.retrieval.store.postgres.shared_embedding.shared_work import same, until

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from retrieval.embedding.fingerprint import ModelFingerprint
    from retrieval.settings import Settings
    from retrieval.store.postgres.engine import PostgresEngine
    from tests.fork_server import ForkedProcess, ForkServer

pytestmark = pytest.mark.parametrize("place", ["postgres"], indirect=True)

_TASK = EmbeddingTask(generation=1, base=None, collection="none", reuse=None, stale=(), ids=("one",))


class _Missing(CountingEmbeddings):
    """A model that is not on this machine."""

    @cached_property
    def fingerprint(self) -> ModelFingerprint:
        raise ModelError("the embedding model cannot be loaded")


def test_a_worker_without_its_model_ends(settings: Settings) -> None:
    """With the first task that it takes, which is left to others, however often it is started again."""
    engine = postgres_of(settings)
    _defer(engine, settings, _TASK)
    for attempt in range(1, task_queue.ATTEMPTS + 2):
        with pytest.raises(ModelError, match="cannot be loaded"):
            EmbeddingWorker(engine, _Missing(settings), give_up).run()
        state = engine.database.rows("SELECT status::text, attempts FROM procrastinate_jobs")
        assert state == [("todo", attempt)]


def test_a_worker_with_other_weights_leaves_the_work_to_others(
    articles: Path,
    settings: Settings,
    expected: dict[str, dict[str, object]],
    start_worker: Callable[..., ForkedProcess],
    tmp_path: Path,
) -> None:
    """It ends and says on which machines the two models are; no vector of its own comes into the store."""
    other = start_worker(0.0, "other", "other")

    class _Patient(CountingEmbeddings):
        """Leaves the first task to the worker."""

        def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
            until(lambda: other.poll() is not None)
            return super().encode_documents(texts)

    refresh([articles], settings, embeddings=_Patient(settings))
    assert same(contents(settings), expected)
    assert other.wait(30) == 1
    said = (tmp_path / "other.log").read_text("utf-8")
    assert f"{settings.embedding_model!r} on {socket.gethostname()}, where this worker runs" in said
    assert f"on {socket.gethostname()}, where the refresh runs" in said
    assert not (tmp_path / "other").exists()


def test_other_weights_of_a_refresh_that_is_no_more_end_no_worker(settings: Settings) -> None:
    """Its tasks find nothing to do: models may be brought to a new version after a refresh was killed."""
    engine = postgres_of(settings)
    engine.published()
    worker = EmbeddingWorker(engine, OtherEmbeddings(settings, 0.0), give_up)
    task = replace(_TASK, model=CountingEmbeddings(settings).fingerprint)
    with engine.locked(), pytest.raises(NotHereError):
        worker._do(task)
    worker._do(task)
    older = {name: fact for name, fact in task.to_json().items() if name != "model"}
    assert EmbeddingTask.from_json(older) == _TASK
    assert EmbeddingTask.from_json(task.to_json()) == task


def _defer(engine: PostgresEngine, settings: Settings, task: EmbeddingTask) -> None:
    """Put a task into the queue."""
    queue = TaskQueue(engine.database, settings.embedding_model, lambda _: None)
    queue.make_tables()

    async def defer() -> None:
        app = queue._app()
        async with app.open_async():
            await app.configure_task("presscite.embed", queue=queue._name).defer_async(**task.to_json())

    asyncio.run(defer())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_waits_for_its_database_ends_as_asked(
    place: str, number: signal.Signals, forks: ForkServer, tmp_path: Path
) -> None:
    """With success, as its help says, and at once."""
    said = tmp_path / "said"
    with socket.socket() as closed:  # nobody listens there
        closed.bind(("127.0.0.1", 0))
        env = {
            **os.environ,
            "PRESSCITE_HOME": str(tmp_path / "home"),
            "PRESSCITE_DATABASE_URL": f"postgresql+psycopg://127.0.0.1:{closed.getsockname()[1]}/none",
            "PRESSCITE_CHROMA_URL": "http://127.0.0.1:1",
        }
        worker = forks.start("retrieval.cli", ["worker"], env=env, folder=tmp_path, output=said)
        until(lambda: "trying again" in said.read_text("utf-8"))
        worker.send_signal(number)
        assert worker.wait(30) == 0, said.read_text("utf-8")
