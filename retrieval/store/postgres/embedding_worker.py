"""A process that embeds passages for the refreshes of other processes."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from retrieval.errors import ModelError, RetrievalError
from retrieval.store.postgres.task_queue import TaskQueue, errors_of_library

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.store.postgres.embedding_task import EmbeddingTask
    from retrieval.store.postgres.engine import PostgresEngine


class EmbeddingWorker:
    """Embeds passages until it is told to stop.

    Args:
        engine: Of the store whose refreshes it works for.
        embeddings: The model.
    """

    def __init__(self, engine: PostgresEngine, embeddings: SentenceTransformerEmbeddings) -> None:
        self._engine = engine
        self._embeddings = embeddings
        self._queue = TaskQueue(engine.database, embeddings.name, self._do)
        self._missing: ModelError | None = None
        self._end: Callable[[], object] = lambda: None

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; the task in work is done first.

        Raises:
            ModelError: The model cannot be loaded; the task that needed it is left to others.
            StoreError: The database is not reached.
        """
        self._queue.make_tables()
        try:
            asyncio.run(self._work())
        except RetrievalError:
            raise
        except Exception as error:
            raise errors_of_library(error) from error

    async def _work(self) -> None:
        working = asyncio.create_task(self._queue.work())
        self._end = partial(asyncio.get_running_loop().call_soon_threadsafe, working.cancel)
        try:
            await working
        except asyncio.CancelledError:
            if self._missing is not None:
                raise self._missing from None
            raise

    def _do(self, task: EmbeddingTask) -> None:
        """Do a task, in a thread."""
        try:
            self._embeddings.encode_query(
                "?"
            )  # whose vector is remembered: only the first one loads the model
        except ModelError as error:
            # Else every task would be taken, and fail, until it has failed for good.
            self._missing = error
            self._end()
            raise
        self._engine.embed(task, self._embeddings)
