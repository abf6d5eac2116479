"""What docs/outgrowing.md says of roles, encryption and backups, done as it stands there."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
import pytest
from pydantic import SecretStr

from bot.settings import BotSettings
from bot.state.state import State
from retrieval.errors import DatabaseError, DatabaseUnreachableError
from retrieval.postgres import Postgres
from retrieval.settings import Settings
from retrieval.store.doctor import examine
from retrieval.store.repair import repair
from retrieval.store.rollback import roll_back
from tests.bot.fake_telegram import TOKEN
from tests.postgres_process import PostgresProcess, debian_programs
from tests.retrieval.counting_embeddings import CountingEmbeddings
from tests.retrieval.small_store import contents, forget, run, write
from tests.retrieval.store.postgres.outgrowing_page import PASSWORD, address, command, inline, statements

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DEBIAN = debian_programs(15)
_ADMINISTRATOR = "host all postgres 127.0.0.1/32 trust\n"


def _admin(server: PostgresProcess, database: str = "postgres") -> str:
    return f"postgresql://postgres@127.0.0.1:{server.port}/{database}"


@contextmanager
def database_of_the_page(server: PostgresProcess) -> Iterator[None]:
    """The page's role and database; gone when the block ends."""
    with psycopg.connect(_admin(server), autocommit=True) as connection:
        for statement in statements():
            connection.execute(statement.encode())
        try:
            yield
        finally:
            forget(server.address)
            for name in ("presscite", "restored"):
                connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
            connection.execute("DROP ROLE presscite")


def _local(server: PostgresProcess, text: str) -> str:
    """An address of the page, on this machine."""
    return text.replace("db.internal:5432", f"127.0.0.1:{server.port}").partition("?")[0]


def _settings(url: str, chroma_url: str, home: Path) -> Settings:
    return Settings(home=home, passage_chars=200, database_url=url, chroma_url=chroma_url)


def test_a_dump_brings_back_a_moment(
    folder: Path, tmp_path: Path, postgres_server: PostgresProcess, chroma_server: str
) -> None:
    """With the role that owns the database alone; the doctor makes the collection what it was, without any source."""
    with database_of_the_page(postgres_server):
        settings = _settings(_local(postgres_server, address()), chroma_server, tmp_path / "home")
        run(folder, settings)
        before = contents(settings)
        _at(postgres_server, "pg_dump", tmp_path)
        write(folder / "0.txt", "Article 0", "Something else.")
        (folder / "1.txt").unlink()
        run(folder, settings)
        run(folder, settings.model_copy(update={"kept_generations": 0}))
        with psycopg.connect(_admin(postgres_server), autocommit=True) as connection:
            connection.execute("CREATE DATABASE restored OWNER presscite ENCODING 'UTF8' TEMPLATE template0")
        _at(postgres_server, "pg_restore", tmp_path)
        beside = _local(postgres_server, address()).removesuffix("presscite") + "restored"
        restored = settings.model_copy(update={"database_url": SecretStr(beside)})
        found = examine(restored)
        said = " ".join(finding.what for finding in found.findings)
        assert "2 passages have no vector" in said
        assert "1 vector belongs to no passage" in said
        embeddings = CountingEmbeddings(restored)
        assert repair(restored, found, embeddings=embeddings).sound
        assert len(embeddings.texts) == 2
        assert contents(restored) == before


def _at(server: PostgresProcess, program: str, folder: Path) -> None:
    _, *arguments = command(program)
    subprocess.run(
        [server.program(program), *(_local(server, one) for one in arguments)],
        cwd=folder,
        check=True,
        env={"PGPASSWORD": PASSWORD},
    )


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PostgresProcess, Path]]:
    """Debian's PostgreSQL, which lets the page's role in with its password and encryption alone; and its authority."""
    folder = tmp_path_factory.mktemp("certificates")
    authority = _certificate(folder, "authority")
    rule = inline("hostssl presscite").replace("10.0.0.0/8", "127.0.0.1/32")
    server = PostgresProcess(
        programs=_DEBIAN,
        access=f"{_ADMINISTRATOR}{rule}\n",
        settings=("ssl=on", "ssl_cert_file=server.crt", "ssl_key_file=server.key"),
    )
    _certificate(server.folder, "server", signed_by=authority)
    server.own(server.folder / "server.key")
    with server:
        yield server, authority


def _certificate(folder: Path, name: str, signed_by: Path | None = None) -> Path:
    """A certificate of `localhost` with its key beside it."""
    path = folder / f"{name}.crt"
    signing = ["-CA", str(signed_by), "-CAkey", str(signed_by.with_suffix(".key"))] if signed_by else []
    options = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2 -subj /CN=localhost"
    alternative = ("-addext", "subjectAltName=DNS:localhost")
    written = ("-keyout", str(path.with_suffix(".key")), "-out", str(path))
    command = ["openssl", "req", "-x509", *options.split(), *alternative, *signing, *written]
    subprocess.run(command, check=True, capture_output=True)
    return path


@pytest.mark.skipif(not _DEBIAN.is_dir(), reason="PostgreSQL 15 is not installed (Debian: postgresql-15)")
def test_everything_is_encrypted_on_postgresql_15(
    folder: Path, tmp_path: Path, encrypted: tuple[PostgresProcess, Path], chroma_server: str
) -> None:
    """The store, the bot's state and every refusal, with the address of the page."""
    server, authority = encrypted
    given = inline("?sslmode=verify-full&sslrootcert").replace("/etc/presscite/ca.crt", str(authority))
    place = f"postgresql+psycopg://presscite:{PASSWORD.replace(' ', '%20')}@localhost:{server.port}/presscite"
    with database_of_the_page(server):
        settings = _settings(place + given, chroma_server, tmp_path / "home")
        run(folder, settings)
        before = contents(settings)
        write(folder / "0.txt", "Article 0", "Something else.")
        run(folder, settings)
        assert examine(settings).sound
        roll_back(settings)
        assert contents(settings) == before
        environ = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "PRESSCITE_HOME": str(tmp_path),
            "PRESSCITE_DATABASE_URL": place + given,
            "PRESSCITE_CHROMA_URL": chroma_server,
        }
        state = State(BotSettings.load(environ))
        assert state.jobs.add(1, 7, 7, 1, {})
        with psycopg.connect(_admin(server)) as connection:
            found = connection.execute(_ENCRYPTED).fetchall()
        assert len(found) > 1
        assert {ssl for (ssl,) in found} == {True}
        state.close()
        for wrong, words in (
            (place + given.replace(str(authority), str(_certificate(tmp_path, "other"))), "verify failed"),
            (place.replace("localhost", "127.0.0.1") + given, "does not match host name"),
            (place.replace(PASSWORD.replace(" ", "%20"), "wrong") + given, "password authentication failed"),
            (f"{place}?sslmode=disable", "no encryption"),
        ):
            _is_refused(wrong, words)


def _is_refused(wrong: str, words: str) -> None:
    database = Postgres(wrong)
    with pytest.raises(DatabaseError, match=words) as raised, database.autocommit():
        pass
    assert isinstance(raised.value, DatabaseUnreachableError)
    assert PASSWORD not in str(raised.value)
    database.close()


_ENCRYPTED = (
    "SELECT s.ssl FROM pg_stat_activity a JOIN pg_stat_ssl s USING (pid) "
    "WHERE a.usename = 'presscite' AND a.backend_type = 'client backend'"
)
