"""Through pgbouncer in transaction mode: everything works, and nothing is kept in a session."""

from __future__ import annotations

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

from retrieval.postgres import Postgres
from retrieval.settings import Settings
from retrieval.store.doctor import examine
from retrieval.store.rollback import roll_back
from tests.postgres_process import unprivileged
from tests.retrieval.small_store import contents, forget, run, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.postgres_process import PostgresProcess

_PROGRAM = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"


@contextmanager
def pooled(server: PostgresProcess) -> Iterator[str]:
    """pgbouncer before a database of its own, with two connections for all; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    user = unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="presscite-pgbouncer-"))
    (folder / "users").write_text('"postgres" ""\n')
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\npooled = host=127.0.0.1 port={server.port}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n"
        f"listen_port = {port}\nauth_type = trust\nauth_file = {folder}/users\npool_mode = transaction\n"
        "default_pool_size = 2\nunix_socket_dir =\n"
    )
    folder.chmod(0o755)
    direct = server.address.replace("+psycopg", "")
    with psycopg.connect(direct, autocommit=True) as connection:
        connection.execute("CREATE DATABASE pooled")
        with subprocess.Popen(
            [_PROGRAM, "-q", str(folder / "pgbouncer.ini")], user=user, stderr=subprocess.DEVNULL
        ) as process:
            try:
                _await(f"postgresql://postgres@127.0.0.1:{port}/pooled", process)
                yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/pooled"
            finally:
                process.terminate()
        connection.execute("DROP DATABASE pooled WITH (FORCE)")
    shutil.rmtree(folder)


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 20
    while True:
        with suppress(psycopg.OperationalError), psycopg.connect(address):
            return
        assert process.poll() is None, "pgbouncer ended"
        assert time.monotonic() < deadline, "pgbouncer does not start"
        time.sleep(0.05)


@pytest.mark.skipif(not Path(_PROGRAM).exists(), reason="pgbouncer is not installed")
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
