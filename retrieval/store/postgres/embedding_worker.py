"""A process that embeds passages for the refreshes of other processes."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from retrieval.errors import ModelError, RetrievalError, StoreError
from retrieval.store.postgres.stop_signals import StopSignals
from retrieval.store.postgres.task_queue import NotHereError, TaskQueue, errors_of_library

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.embedding.fingerprint import ModelFingerprint
    from retrieval.store.postgres.embedding_task import EmbeddingTask
    from retrieval.store.postgres.engine import PostgresEngine

_AGAIN_SECONDS = 2.0


class EmbeddingWorker:
    """Embeds passages until it is told to stop.

    Args:
        engine: Of the store whose refreshes it works for.
        embeddings: The model.
        waiting: Called with why, whenever the database is not reached, before it is tried again.
    """

    def __init__(
        self,
        engine: PostgresEngine,
        embeddings: SentenceTransformerEmbeddings,
        waiting: Callable[[StoreError], None],
    ) -> None:
        self._engine = engine
        self._embeddings = embeddings
        self._waiting = waiting
        self._queue = TaskQueue(engine.database, embeddings.name, self._do)
        self._reason: ModelError | None = None
        self._end: Callable[[], object] = lambda: None

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; the task in work is done first.

        Raises:
            ModelError: The model cannot be loaded, or has other weights than that of the refresh under the same name;
                the task that needed it is left to others.
            SettingsError: The queue's library is not installed.
        """
        with StopSignals() as signals:
            while not signals.came:
                try:
                    self._queue.make_tables()
                    self._work_on(signals)
                except StoreError as error:
                    if not signals.came:
                        self._waiting(error)
                        time.sleep(_AGAIN_SECONDS)

    def _work_on(self, signals: StopSignals) -> None:
        """Do tasks, until a signal comes or the database is not reached any more."""
        try:
            asyncio.run(self._work(signals))
        except RetrievalError:
            raise
        except Exception as error:
            raise errors_of_library(error) from error

    async def _work(self, signals: StopSignals) -> None:
        working = asyncio.create_task(self._queue.work())
        self._end = partial(asyncio.get_running_loop().call_soon_threadsafe, working.cancel)
        with signals.in_work(self._end), suppress(asyncio.CancelledError):
            await working
        if self._reason is not None:
            raise self._reason

    def _do(self, task: EmbeddingTask) -> None:
        """Do a task, in a thread."""
        try:
            mine = self._embeddings.fingerprint
        except ModelError as error:
            self._leave(error)
        if task.model is not None and not mine.fits(task.model):
            if not self._engine.busy():
                return  # of a refresh that is no more; one that is only cut off embeds what is missing at its end
            self._leave(_other_model(self._embeddings.name, mine, task.model))
        self._engine.embed(task, self._embeddings)

    def _leave(self, reason: ModelError) -> NoReturn:
        """End, and leave a task to others; else all would be taken, and fail, until they have failed for good."""
        self._reason = reason
        self._end()
        raise NotHereError from reason


def _other_model(name: str, mine: ModelFingerprint, its: ModelFingerprint) -> ModelError:
    return ModelError(
        f"the embedding model {name!r} on {mine.host}, where this worker runs, is not the one on {its.host}, where the "
        f"refresh runs: their vectors of one text have a cosine of {mine.cosine(its):.2f}; bring both to one version"
    )
