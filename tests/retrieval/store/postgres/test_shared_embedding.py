"""Refreshes of a store in PostgreSQL share their work: with workers, with none, and with some that are killed."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
import threading
import time
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import pytest
from procrastinate.jobs import Job
from procrastinate.manager import JobManager

from retrieval.errors import ModelError
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from retrieval.store.postgres import shared_embedding, task_queue
from retrieval.store.postgres.embedding_task import EmbeddingTask, batches
from retrieval.store.postgres.embedding_worker import EmbeddingWorker
from retrieval.store.postgres.engine import postgres_engine
from retrieval.store.postgres.task_queue import NotHereError, TaskQueue
from retrieval.store.store import Store
from tests.conftest import REPOSITORY
from tests.fork_server import ForkServer
from tests.retrieval.counting_embeddings import CountingEmbeddings
from tests.retrieval.slow_worker import OtherEmbeddings, SlowEmbeddings, give_up, hurry
from tests.retrieval.small_store import contents, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from retrieval.embedding.fingerprint import ModelFingerprint
    from retrieval.embedding.sentence_vectors import SentenceVectors
    from retrieval.store.postgres.engine import PostgresEngine
    from tests.fork_server import ForkedProcess

pytestmark = pytest.mark.parametrize("place", ["postgres"], indirect=True)

ARTICLES = 22
_LIBRARIES = (
    "chromadb",
    "procrastinate",
    "retrieval.commands.worker",
    "retrieval.store.postgres.embedding_worker",
    "retrieval.store.postgres.engine",
    "tests.retrieval.counting_embeddings",
)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles of several passages each; together they are worth sharing."""
    folder = tmp_path_factory.mktemp("shared") / "articles"
    folder.mkdir()
    for n in range(ARTICLES):
        body = " ".join(f"Sentence {m} of article {n} is about the number {n * m}." for m in range(25))
        write(folder / f"{n}.txt", f"Article {n}", body)
    return folder


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
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


def _same(found: dict[str, dict[str, object]], expected: dict[str, dict[str, object]]) -> bool:
    kept = ("document", "vector", "passage", "sentences")
    return {id_: [entry[name] for name in kept] for id_, entry in found.items()} == {
        id_: [entry[name] for name in kept] for id_, entry in expected.items()
    }


def test_a_refresh_does_without_workers(
    articles: Path, settings: Settings, expected: dict[str, dict[str, object]]
) -> None:
    """It embeds everything itself, each passage once; what is left in the queue's tables is nothing."""
    embeddings = CountingEmbeddings(settings)
    stages: list[tuple[str, int, int | None]] = []
    report = refresh(
        [articles],
        settings,
        embeddings=embeddings,
        progress=lambda progress: stages.append((progress.stage, progress.done, progress.total)),
    )
    assert report.articles == ARTICLES
    assert len(embeddings.texts) == report.passages > 128
    assert _same(contents(settings), expected)
    assert {total for stage, _, total in stages if stage == "embed"} >= {report.passages}
    engine = _engine(settings)
    with engine.database.autocommit() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM procrastinate_jobs").scalar() == 0
    assert engine.manifest(str(engine.published())).dimension == 8
    again = refresh([articles], settings, embeddings=CountingEmbeddings(settings))
    assert (again.added, again.updated, again.removed) == ((), (), ())


def test_workers_share_and_one_is_killed(
    articles: Path,
    settings: Settings,
    expected: dict[str, dict[str, object]],
    start_worker: Callable[..., ForkedProcess],
    tmp_path: Path,
) -> None:
    """What it had in work is done by others; nothing is lost, and nothing is there twice."""
    killed, others = start_worker(10.0, "killed"), []

    def kill_in_work(_: object) -> None:
        if killed.poll() is None and (tmp_path / "killed").exists():
            killed.kill()
            killed.wait()
            others.append(start_worker(0.0, "lives"))

    class _Patient(CountingEmbeddings):
        """Leaves time to the workers, however busy the machine is."""

        def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
            _until((tmp_path / "lives").exists)
            return super().encode_documents(texts)

    embeddings = _Patient(settings)
    report = refresh([articles], settings, embeddings=embeddings, progress=kill_in_work)
    assert killed.poll() is not None
    (lives,) = others
    assert lives.poll() is None
    assert 0 < len(embeddings.texts) < report.passages
    assert sum(map(int, (tmp_path / "lives").read_text().split())) > 0
    assert _same(contents(settings), expected)


def test_what_fails_for_good_is_named(articles: Path, settings: Settings) -> None:
    """The refresh says which article it was and changes nothing; the next one goes through."""

    class _Failing(CountingEmbeddings):
        def encode_passages(
            self, titles: Sequence[str], texts: Sequence[str]
        ) -> tuple[NDArray[np.float32], list[SentenceVectors]]:
            if any("article 7 " in text for text in texts):
                raise ValueError("seven")
            return super().encode_passages(titles, texts)

    with pytest.raises(ModelError, match=r"could not be embedded in 4 attempts: .*seven") as raised:
        refresh([articles], settings, embeddings=_Failing(settings))
    assert re.findall(r"\d+\.txt", str(raised.value)) == ["7.txt"]
    assert _engine(settings).published() is None
    assert refresh([articles], settings, embeddings=CountingEmbeddings(settings)).articles == ARTICLES


def test_a_task_that_was_done_late_is_not_revived(
    articles: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a machine that is too busy for signs of life, its worker ends it before it is given to others."""
    looked = []

    async def done_meanwhile(*_: object, **__: object) -> list[Job]:
        looked.append(Job(id=10**9, queue="none", lock=None, queueing_lock=None, task_name="presscite.embed"))
        return looked[-1:]

    monkeypatch.setattr(JobManager, "get_stalled_jobs", done_meanwhile)
    report = refresh([articles], settings, embeddings=SlowEmbeddings(settings, 0.002))
    assert looked
    assert report.articles == ARTICLES


def test_of_a_generation_that_is_gone_nothing_is_to_be_done(articles: Path, settings: Settings) -> None:
    """A task that a killed refresh left behind is done at once and changes nothing; a done one too."""
    refresh([articles], settings, embeddings=CountingEmbeddings(settings))
    before = contents(settings)
    engine = _engine(settings)
    with Store.from_settings(settings).reading() as snapshot:
        ids = tuple(record.id for record in snapshot.vectors.records())[:5]
    for generation in (1, 999):
        task = EmbeddingTask(
            generation=generation, base=None, collection="none", reuse=None, stale=(), ids=(*ids, "unknown")
        )
        engine.embed(EmbeddingTask.from_json(task.to_json()), CountingEmbeddings(settings))
    assert contents(settings) == before


class _Missing(CountingEmbeddings):
    """A model that is not on this machine."""

    @cached_property
    def fingerprint(self) -> ModelFingerprint:
        raise ModelError("the embedding model cannot be loaded")


def test_a_worker_without_its_model_ends(settings: Settings) -> None:
    """With the first task that it takes, which is left to others, however often it is started again."""
    engine = _engine(settings)
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
            _until(lambda: other.poll() is not None)
            return super().encode_documents(texts)

    refresh([articles], settings, embeddings=_Patient(settings))
    assert _same(contents(settings), expected)
    assert other.wait(30) == 1
    said = (tmp_path / "other.log").read_text("utf-8")
    assert f"{settings.embedding_model!r} on {socket.gethostname()}, where this worker runs" in said
    assert f"on {socket.gethostname()}, where the refresh runs" in said
    assert not (tmp_path / "other").exists()


def test_other_weights_of_a_refresh_that_is_no_more_end_no_worker(settings: Settings) -> None:
    """Its tasks find nothing to do: models may be brought to a new version after a refresh was killed."""
    engine = _engine(settings)
    engine.published()
    worker = EmbeddingWorker(engine, OtherEmbeddings(settings, 0.0), give_up)
    task = replace(_TASK, model=CountingEmbeddings(settings).fingerprint)
    with engine.locked(), pytest.raises(NotHereError):
        worker._do(task)
    worker._do(task)
    older = {name: fact for name, fact in task.to_json().items() if name != "model"}
    assert EmbeddingTask.from_json(older) == _TASK
    assert EmbeddingTask.from_json(task.to_json()) == task


_TASK = EmbeddingTask(generation=1, base=None, collection="none", reuse=None, stale=(), ids=("one",))


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
        _until(lambda: "trying again" in said.read_text("utf-8"))
        worker.send_signal(number)
        assert worker.wait(30) == 0, said.read_text("utf-8")


def test_who_stops_a_refresh_does_not_wait_for_all_of_its_tasks(
    articles: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with Ctrl-C: the batch in work is done, no other one is begun, and nothing is published."""
    noted = tmp_path / "batches"
    monkeypatch.setattr(shared_embedding, "_PASSAGES", 16)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        interrupting = threading.Thread(target=_interrupt, args=(noted,))
        interrupting.start()
        with pytest.raises(KeyboardInterrupt):
            refresh([articles], settings, embeddings=SlowEmbeddings(settings, 0.02, noted))
        interrupting.join()
    finally:
        signal.signal(signal.SIGINT, before)
    assert len(noted.read_text("utf-8").splitlines()) <= 4  # of more than 13
    assert _engine(settings).published() is None


def _interrupt(noted: Path) -> None:
    _until(noted.exists)
    os.kill(os.getpid(), signal.SIGINT)


def test_batches_are_of_like_size(place: str) -> None:
    """None is greater than allowed, and none is nearly empty."""
    assert [len(batch) for batch in batches([str(n) for n in range(130)], 64)] == [43, 43, 44]
    assert list(batches([], 64)) == []


def _engine(settings: Settings) -> PostgresEngine:
    assert settings.database_address is not None
    assert settings.chroma_address is not None
    return postgres_engine(settings.database_address, settings.chroma_address)


def _until(ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.02)
