"""Refreshes of a store in PostgreSQL share their work: with workers, with none, and with some that are killed."""

from __future__ import annotations

import os
import re
import signal
import threading
from typing import TYPE_CHECKING

import pytest
from procrastinate.jobs import Job
from procrastinate.manager import JobManager

from retrieval.errors import ModelError
from retrieval.indexing.refresh import refresh
from retrieval.store.postgres import shared_embedding
from retrieval.store.postgres.embedding_task import EmbeddingTask, batches
from retrieval.store.store import Store
from tests.retrieval.counting_embeddings import CountingEmbeddings
from tests.retrieval.slow_worker import SlowEmbeddings
from tests.retrieval.small_store import contents, postgres_of
from tests.retrieval.store.postgres.shared_embedding.shared_work import ARTICLES, same, until

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from retrieval.embedding.sentence_vectors import SentenceVectors
    from retrieval.settings import Settings
    from tests.fork_server import ForkedProcess

pytestmark = pytest.mark.parametrize("place", ["postgres"], indirect=True)


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
    assert same(contents(settings), expected)
    assert {total for stage, _, total in stages if stage == "embed"} >= {report.passages}
    engine = postgres_of(settings)
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
            until((tmp_path / "lives").exists)
            return super().encode_documents(texts)

    embeddings = _Patient(settings)
    report = refresh([articles], settings, embeddings=embeddings, progress=kill_in_work)
    assert killed.poll() is not None
    (lives,) = others
    assert lives.poll() is None
    assert 0 < len(embeddings.texts) < report.passages
    assert sum(map(int, (tmp_path / "lives").read_text().split())) > 0
    assert same(contents(settings), expected)


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
    assert postgres_of(settings).published() is None
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
    engine = postgres_of(settings)
    with Store.from_settings(settings).reading() as snapshot:
        ids = tuple(record.id for record in snapshot.vectors.records())[:5]
    for generation in (1, 999):
        task = EmbeddingTask(
            generation=generation, base=None, collection="none", reuse=None, stale=(), ids=(*ids, "unknown")
        )
        engine.embed(EmbeddingTask.from_json(task.to_json()), CountingEmbeddings(settings))
    assert contents(settings) == before


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
    assert postgres_of(settings).published() is None


def _interrupt(noted: Path) -> None:
    until(noted.exists)
    os.kill(os.getpid(), signal.SIGINT)


def test_batches_are_of_like_size(place: str) -> None:
    """None is greater than allowed, and none is nearly empty."""
    assert [len(batch) for batch in batches([str(n) for n in range(130)], 64)] == [43, 43, 44]
    assert list(batches([], 64)) == []
