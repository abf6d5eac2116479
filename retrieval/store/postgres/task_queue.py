"""The queue of embedding tasks: tables of the library procrastinate, which workers on any machine share.

Nothing is listened for, so that a pooler such as pgbouncer may stand in between; an idle worker looks twice a second.
"""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from retrieval.errors import SettingsError, StoreError
from retrieval.store.postgres.embedding_task import EmbeddingTask
from retrieval.store.postgres.tables import store_errors

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Sequence

    from procrastinate import App, BaseRetryStrategy, RetryDecision
    from procrastinate.jobs import Job

    from retrieval.postgres import Postgres

ATTEMPTS = 3
"""How often a task is tried by workers before it has failed for good."""

_TASK = "presscite.embed"
_LOOK_SECONDS = 0.5
_BEAT_SECONDS = 2.0
_DEAD_SECONDS = 10.0  # without a sign of life, after which the tasks of a worker are done by others
_LOCK = 7_231_114_605_002_773  # of PostgreSQL's advisory locks; whoever makes the tables holds it


class NotHereError(Exception):
    """A task that this process cannot do, and others can: it stays in the queue, however often that happens."""


class TaskQueue:
    """The embedding tasks of one model.

    Args:
        database: Where the tables are.
        model: Name of the embedding model: whoever has another one does nothing for it.
        do: Does a task; where it raises `NotHereError`, that is no attempt.
    """

    def __init__(self, database: Postgres, model: str, do: Callable[[EmbeddingTask], None]) -> None:
        self._database = database
        self._name = f"embed-{hashlib.sha256(model.encode()).hexdigest()[:12]}"
        self._do = do

    def make_tables(self) -> None:
        """Make the library's tables where they are missing.

        Raises:
            SettingsError: The library is not installed.
            StoreError: The database refuses.
        """
        schema = _schema()
        with store_errors(), self._database.transaction() as connection:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            if connection.exec_driver_sql("SELECT to_regclass('procrastinate_jobs')").scalar() is None:
                connection.exec_driver_sql(schema.replace("%", "%%"))

    async def work(self) -> None:
        """Do tasks until it is cancelled; the task in work is done first."""
        app = self._app()
        async with app.open_async():
            await app.run_worker_async(
                queues=[self._name],
                concurrency=1,
                fetch_job_polling_interval=_LOOK_SECONDS,
                listen_notify=False,
                delete_jobs="successful",
                install_signal_handlers=False,
                update_heartbeat_interval=_BEAT_SECONDS,
                stalled_worker_timeout=_DEAD_SECONDS,
            )

    async def share(
        self, tasks: Sequence[EmbeddingTask], done: Callable[[int], None], stop: threading.Event | None = None
    ) -> None:
        """Have tasks of one generation done, by this process and by all workers, until none is left.

        Args:
            tasks: The tasks.
            done: Called now and then with how many tasks have been done.
            stop: Once it is set, no other task is begun here; what is left finds nothing to do once the generation is
                thrown away.
        """
        app = self._app()
        async with app.open_async():
            await app.configure_task(_TASK, queue=self._name).batch_defer_async(
                *(task.to_json() for task in tasks)
            )
            working = asyncio.create_task(self.work())
            try:
                while left := await asyncio.to_thread(self._unfinished, tasks[0].generation):
                    if stop is not None and stop.is_set():
                        break
                    done(len(tasks) - left)
                    await self._revive(app)
                    await asyncio.wait({working}, timeout=_LOOK_SECONDS)
                    if working.done():
                        await working  # raises why
            finally:
                working.cancel()
                with suppress(asyncio.CancelledError):
                    await working

    async def _revive(self, app: App) -> None:
        """Let the tasks of workers that are no more be done by others."""
        manager = app.job_manager
        for job in await manager.get_stalled_jobs(queue=self._name, seconds_since_heartbeat=_DEAD_SECONDS):
            # Its worker may have done it after all, or another process may have revived it; then the library refuses.
            with suppress(_library().exceptions.ConnectorException):
                await manager.retry_job(job)

    def failed(self, generation: int) -> list[EmbeddingTask]:
        """The tasks of a generation that have failed for good; they are forgotten, with those of earlier ones."""
        with store_errors(), self._database.autocommit() as connection:
            found = connection.exec_driver_sql(_FORGET, (self._name, generation)).scalars()
            tasks = [EmbeddingTask.from_json(facts) for facts in found]
        return [task for task in tasks if task.generation == generation]

    def _unfinished(self, generation: int) -> int:
        with store_errors(), self._database.autocommit() as connection:
            return int(connection.exec_driver_sql(_UNFINISHED, (self._name, generation)).scalar_one())

    def _app(self) -> App:
        procrastinate = _library()
        connector = procrastinate.PsycopgConnector(
            conninfo=self._database.conninfo,
            min_size=1,
            max_size=4,
            kwargs={"prepare_threshold": None},  # a pooler may stand in between
        )
        app: App = procrastinate.App(connector=connector)

        @app.task(name=_TASK, queue=self._name, retry=_retries())
        def _embed(**facts: Any) -> None:
            self._do(EmbeddingTask.from_json(facts))

        return app


def _library() -> Any:
    try:
        import procrastinate
    except ImportError as error:
        raise SettingsError(
            "PRESSCITE_DATABASE_URL needs procrastinate: pip install 'presscite[postgres]'"
        ) from error
    return procrastinate


def _retries() -> BaseRetryStrategy:
    _library()
    from procrastinate import RetryStrategy

    failed = RetryStrategy(max_attempts=ATTEMPTS, wait=1)
    left = RetryStrategy(wait=1)

    class Retries(RetryStrategy):
        def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
            strategy = left if isinstance(exception, NotHereError) else failed
            return strategy.get_retry_decision(exception=exception, job=job)

    return Retries()


def _schema() -> str:
    _library()
    from procrastinate.schema import SchemaManager

    return str(SchemaManager.get_schema())


def errors_of_library(error: Exception) -> StoreError:
    """What goes wrong in the library, without what it says: that may hold the address."""
    return StoreError(
        f"the tasks of embedding cannot be shared ({type(error).__name__}); see whether the database is reached"
    )


_UNFINISHED = (
    "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = %s AND (args->>'generation')::bigint = %s "
    "AND status IN ('todo', 'doing')"
)
_FORGET = (
    "DELETE FROM procrastinate_jobs WHERE queue_name = %s AND (args->>'generation')::bigint <= %s "
    "AND status = 'failed' RETURNING args"
)
