"""Passages of a staged generation get their vectors from this process and from all workers."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from retrieval.errors import ModelError, RetrievalError
from retrieval.store.postgres.embedding_task import EmbeddingTask, batches
from retrieval.store.postgres.task_queue import ATTEMPTS, TaskQueue, errors_of_library
from retrieval.store.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from retrieval.postgres import Postgres
    from retrieval.store.passage_embedder import PassageEmbedder
    from retrieval.store.postgres.unembedded import PostgresUnembedded

_PASSAGES = 64  # of a task
_FEW = 128  # passages that are not worth sharing
_NAMED = 5  # passages in an error


class SharedEmbedding:
    """Has the passages of a staged generation embedded by all who work.

    Args:
        database: Where the tasks are.
        passages: Those of the staged generation.
        embedder: Embeds passages in this process.
        do: Does a task in this process.
    """

    def __init__(
        self,
        database: Postgres,
        passages: PostgresUnembedded,
        embedder: PassageEmbedder,
        do: Callable[[EmbeddingTask], None],
    ) -> None:
        self._passages = passages
        self._embedder = embedder
        self._do = do
        self._queue = TaskQueue(database, embedder.model, do)

    def run(self, shape: EmbeddingTask) -> None:
        """Embed what has no vectors yet, where that is much; a little is left to whoever calls.

        Args:
            shape: A task without passages; ids of `stale` are shared out among the tasks.

        Raises:
            ModelError: Some passages could not be embedded by anybody; the message names their articles.
            StoreError: The database is not reached.
        """
        ids = self._passages.ids()
        if len(ids) <= _FEW:
            return
        stale = frozenset(shape.stale)
        model = self._embedder.fingerprint()
        tasks = [
            replace(shape, stale=tuple(sorted(stale.intersection(batch))), ids=batch, model=model)
            for batch in batches(ids, _PASSAGES)
        ]
        self._queue.make_tables()
        self._share(tasks, len(ids))
        for task in self._queue.failed(shape.generation):
            self._try_once_more(task)

    def _share(self, tasks: list[EmbeddingTask], total: int) -> None:
        def done(count: int) -> None:
            progress = Progress(stage="embed", done=count * total // len(tasks), total=total)
            self._embedder.progress(progress)

        try:
            # In a thread, because whoever calls may have an event loop of its own.
            with ThreadPoolExecutor(1, thread_name_prefix="presscite-share") as pool:
                _until_done(pool, lambda stop: self._queue.share(tasks, done, stop))
        except RetrievalError:
            raise
        except Exception as error:
            raise errors_of_library(error) from error

    def _try_once_more(self, task: EmbeddingTask) -> None:
        """Do a task here that workers have given up, passage by passage, to see which it is and why."""
        failed: list[str] = []
        reason: ModelError | None = None
        for passage in task.ids:
            try:
                self._do(replace(task, ids=(passage,)))
            except ModelError as error:
                failed.append(passage)
                reason = error
                if len(failed) == _NAMED:  # then it is hardly the passages
                    break
        if reason is not None:
            articles = sorted({article.id for _, article in self._passages.with_articles(failed)})
            raise ModelError(
                f"passages of {', '.join(articles)} could not be embedded in {ATTEMPTS + 1} attempts: {reason}"
            ) from reason


def _until_done(
    pool: ThreadPoolExecutor, work: Callable[[threading.Event], Coroutine[Any, Any, None]]
) -> None:
    """Run the work in a thread; whatever ends the wait for it, such as Ctrl-C, ends the work too."""
    stop = threading.Event()
    running = pool.submit(asyncio.run, work(stop))
    try:
        running.result()
    except BaseException:
        stop.set()
        raise
