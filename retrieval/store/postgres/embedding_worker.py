"""A process that embeds passages for the refreshes of other processes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from retrieval.errors import RetrievalError
from retrieval.store.postgres.task_queue import TaskQueue, errors_of_library

if TYPE_CHECKING:
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.store.postgres.engine import PostgresEngine


class EmbeddingWorker:
    """Embeds passages until it is told to stop.

    Args:
        engine: Of the store whose refreshes it works for.
        embeddings: The model.
    """

    def __init__(self, engine: PostgresEngine, embeddings: SentenceTransformerEmbeddings) -> None:
        self._queue = TaskQueue(engine.database, embeddings.name, lambda task: engine.embed(task, embeddings))

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; the task in work is done first.

        Raises:
            StoreError: The database is not reached.
        """
        self._queue.make_tables()
        try:
            asyncio.run(self._queue.work())
        except RetrievalError:
            raise
        except Exception as error:
            raise errors_of_library(error) from error
