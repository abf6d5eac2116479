"""The passwords in addresses: which they are, and that none is ever written where others may read it."""

from __future__ import annotations

import asyncio
import logging
import threading
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg
import pytest
from click.testing import CliRunner

from retrieval.cli import main
from retrieval.passwords import passwords_in
from retrieval.postgres import Postgres
from retrieval.store.postgres.task_queue import TaskQueue
from tests.bot.fake_telegram import TOKEN
from tests.retrieval.small_store import forget

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.postgres_process import PostgresProcess

PASSWORD = "hu$h: p@ss/w%rd"  # noqa: S105 - of nobody
WRITTEN = quote(PASSWORD, safe="")
_UNREACHED = f"postgresql+psycopg://reader:{WRITTEN}@127.0.0.1:1/news"


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql+psycopg://reader:{WRITTEN}@db:5432/news?sslmode=verify-full",
        f"postgresql+psycopg://reader@/news?host=a:1&host=b:2&password={WRITTEN}",
        f"postgresql+psycopg://reader@db/news?sslkey=key.pem&sslpassword={WRITTEN}",
        f"http://reader:{WRITTEN}@chroma:8000",
        f"postgresql+psycopg://reader:{WRITTEN}@db/news?host=[broken",
    ],
)
def test_passwords_are_known_as_they_are_written_and_as_they_are(address: str) -> None:
    """Wherever libpq takes them."""
    assert {PASSWORD, WRITTEN} <= {*passwords_in(address)}


@pytest.mark.parametrize(
    "address", [None, "", "http://chroma:8000", "http://[broken:1", "postgresql://reader@db"]
)
def test_addresses_without_a_password_have_none(address: str | None) -> None:
    """Also those that nobody can use."""
    assert passwords_in(address) == ()


@pytest.mark.parametrize("written", ["hu/sh", "hu?sh", "hu#sh", "hu[sh", "hu:sh", "hu%2Fsh/"])
def test_a_password_is_known_wherever_it_is_taken(written: str) -> None:
    """SQLAlchemy connects with some that have not been quoted as they should be."""
    address = f"postgresql+psycopg://reader:{written}@db:5432/news"
    assert Postgres(address).url.password in passwords_in(address)


def _leaks(text: str) -> bool:
    return any(part in text for part in (PASSWORD, WRITTEN, "p@ss", "p%40ss"))


@pytest.fixture
def limited(postgres_server: PostgresProcess, database_url: str) -> Iterator[str]:
    """The address of a server that is reached and refuses every statement that matters."""
    with psycopg.connect(postgres_server.address.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE ROLE limited LOGIN")
        schema = database_url.rpartition("%3D")[2]
        connection.execute(f'GRANT USAGE ON SCHEMA "{schema}" TO limited'.encode())
        yield database_url.replace("postgres@", f"limited:{WRITTEN}@")
        forget(database_url)
        connection.execute("DROP OWNED BY limited")
        connection.execute("DROP ROLE limited")


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """A home with an article and the state of a bot, and a log of everything that anybody says."""
    (tmp_path / "news.txt").write_text("News\n\nSomething happened.\n", "utf-8")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("PRESSCITE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PRESSCITE_CHROMA_URL", f"http://reader:{WRITTEN}@127.0.0.1:1")
    (tmp_path / "home" / "telegram").mkdir(parents=True)
    (tmp_path / "home" / "telegram" / f"{TOKEN.partition(':')[0]}.db").touch()
    # The commands keep the log of libraries from the terminal; here it is read.
    monkeypatch.setattr("logging.disable", lambda _: None)
    caplog.set_level(logging.DEBUG)

    def stop(_: float) -> None:
        if threading.current_thread() is threading.main_thread():
            raise KeyboardInterrupt

    monkeypatch.setattr(
        "retrieval.store.postgres.embedding_worker.time.sleep", stop
    )  # it would try again for ever


COMMANDS = (
    "refresh FOLDER",
    "doctor",
    "rollback",
    "sources",
    "worker",
    "move database",
    "move-state --to database",
    "backup FOLDER/backup.tar",
)


def _said(command: str, address: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command writes, with the whole traceback of what goes wrong."""
    monkeypatch.setenv("PRESSCITE_DATABASE_URL", address)
    words = command.replace("FOLDER", str(folder)).split()
    done = CliRunner().invoke(main, ["--debug", *words])
    assert done.exit_code not in (0, 2), done.output
    return done.output


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_server_that_is_down_is_told_of_without_the_password(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither in the message nor in the traceback of the driver's exceptions nor in what libraries log."""
    said = _said(command, _UNREACHED, tmp_path, monkeypatch)
    assert "the database news at 127.0.0.1:1" in said
    assert not _leaks(said + caplog.text)


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("command", ["refresh FOLDER", "worker", "move database", "move-state --to database"])
def test_what_a_server_refuses_is_told_of_without_the_password(
    command: str,
    limited: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """As where the role may not make the tables."""
    said = _said(command, limited, tmp_path, monkeypatch)
    assert "InsufficientPrivilege" in said
    assert "let its role own the database" in said
    assert not _leaks(said + caplog.text)


def test_the_queue_logs_no_password(caplog: pytest.LogCaptureFixture) -> None:
    """Its library connects by itself, and tells in the log how that goes."""
    caplog.set_level(logging.DEBUG)

    async def work() -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(TaskQueue(Postgres(_UNREACHED), "model", lambda _: None).work(), 1.0)

    asyncio.run(work())
    assert "error connecting" in caplog.text
    assert not _leaks(caplog.text)
