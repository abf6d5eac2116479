"""Through pgbouncer in transaction mode: everything works, and nothing is kept in a session."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from bot.settings import BotSettings
from bot.state.state import State
from bot.state.web_state import WebState
from retrieval.postgres import Postgres
from retrieval.settings import Settings
from retrieval.store.doctor import examine
from retrieval.store.postgres.embedding_task import EmbeddingTask
from retrieval.store.postgres.task_queue import TaskQueue
from retrieval.store.rollback import roll_back
from tests.bot.fake_telegram import TOKEN
from tests.postgres_process import unprivileged
from tests.retrieval.small_store import contents, forget, run, write
from tests.retrieval.store.postgres.outgrowing_page import PASSWORD, configuration, inline, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.postgres_process import PostgresProcess

_PROGRAM = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"


@contextmanager
def pooled(server: PostgresProcess) -> Iterator[str]:
    """pgbouncer as docs/outgrowing.md has it, with two connections for all; yields the address of its database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    user = unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="presscite-pgbouncer-"))
    (folder / "users").write_text(f'"presscite" "{PASSWORD}"\n')
    given = {
        "host=db.internal port=5432": f"host=127.0.0.1 port={server.port}",
        "listen_addr = 10.0.0.4": "listen_addr = 127.0.0.1\nunix_socket_dir =",
        "listen_port = 6432": f"listen_port = {port}",
        "/etc/pgbouncer/userlist.txt": str(folder / "users"),
        "default_pool_size = 20": "default_pool_size = 2",
    }
    ini = configuration()
    for on_the_page, here in given.items():
        assert on_the_page in ini
        ini = ini.replace(on_the_page, here)
    (folder / "pgbouncer.ini").write_text(ini)
    folder.chmod(0o755)
    with psycopg.connect(server.address.replace("+psycopg", ""), autocommit=True) as connection:
        for statement in statements():
            connection.execute(statement.encode())
        for start in ("ALTER ROLE presscite SET search_path", "ALTER ROLE presscite SET jit"):
            connection.execute(inline(start).encode())
        with psycopg.connect(f"postgresql://postgres@127.0.0.1:{server.port}/presscite") as within:
            within.execute(inline("CREATE SCHEMA").encode())
        with subprocess.Popen(
            [_PROGRAM, "-q", str(folder / "pgbouncer.ini")], user=user, stderr=subprocess.DEVNULL
        ) as process:
            try:
                place = f"presscite:{PASSWORD.replace(' ', '%20')}@127.0.0.1:{port}/presscite"
                _await(f"postgresql://{place}", process)
                yield f"postgresql+psycopg://{place}"
            finally:
                process.terminate()
        connection.execute("DROP DATABASE presscite WITH (FORCE)")
        connection.execute("DROP ROLE presscite")
    shutil.rmtree(folder)


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 20
    while True:
        with suppress(psycopg.OperationalError), psycopg.connect(address):
            return
        assert process.poll() is None, "pgbouncer ended"
        assert time.monotonic() < deadline, "pgbouncer does not start"
        time.sleep(0.05)


@pytest.mark.skipif(not Path(_PROGRAM).exists(), reason="pgbouncer is not installed (Debian: pgbouncer)")
def test_refreshes_and_questions_through_a_pooler(
    folder: Path, tmp_path: Path, postgres_server: PostgresProcess, chroma_server: str
) -> None:
    """Built, refreshed, searched often enough for statements to be prepared, rolled back, examined."""
    with pooled(postgres_server) as address:
        settings = Settings(
            home=tmp_path / "home", passage_chars=200, database_url=address, chroma_url=chroma_server
        )
        run(folder, settings)
        before = contents(settings)
        for _ in range(8):
            assert contents(settings) == before
        database = Postgres(address)
        with database.autocommit() as connection:
            assert connection.connection.driver_connection.prepare_threshold is None  # type: ignore[union-attr]
        database.close()
        write(folder / "0.txt", "Article 0", "Something else.")
        run(folder, settings)
        assert contents(settings) != before
        assert examine(settings).sound
        roll_back(settings)
        assert contents(settings) == before
        forget(address)
        _use_the_queue(address)
        _use_the_states(address, tmp_path)


def _use_the_queue(address: str) -> None:
    """Have tasks done through the pooler, by the library of the queue."""
    done: list[EmbeddingTask] = []
    database = Postgres(address)
    queue = TaskQueue(database, "model", done.append)
    queue.make_tables()
    tasks = [
        EmbeddingTask(generation=1, base=None, collection="none", reuse=None, stale=(), ids=(str(n),))
        for n in range(12)
    ]
    asyncio.run(queue.share(tasks, lambda _: None))
    assert sorted(done, key=lambda task: int(task.ids[0])) == tasks
    database.close()


def _use_the_states(address: str, home: Path) -> None:
    """Claim and finish questions often enough for statements to be prepared; sign in."""
    environ = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "PRESSCITE_HOME": str(home),
        "PRESSCITE_DATABASE_URL": address,
        "PRESSCITE_CHROMA_URL": "http://127.0.0.1:1",
    }
    settings = BotSettings.load(environ)
    state = State(settings)
    for number in range(1, 9):
        assert state.jobs.add(number, 7, 7, number, {})
        job = state.jobs.claim("one")
        assert job is not None
        state.jobs.finish(job)
    state.close()
    web = WebState(settings, home / "web.db", 2)
    secret = web.sessions.begin(60, {"turns": []})
    assert web.sessions.content(secret) == {"turns": []}
    assert [web.limits.take("one") is None for _ in range(3)] == [True, True, False]
    web.close()
