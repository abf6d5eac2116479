"""The PostgreSQL database that the settings name."""

from __future__ import annotations

import gc
import logging
import os
import re
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy

from retrieval import postgres
from retrieval.errors import DatabaseError, DatabaseUnreachableError, SettingsError
from retrieval.postgres import Postgres
from retrieval.settings import Settings

if TYPE_CHECKING:
    from tests.postgres_process import PostgresProcess


def test_statements_run_at_once_or_all_together(database_url: str) -> None:
    database = Postgres(database_url)
    with database.autocommit() as connection:
        connection.exec_driver_sql("CREATE TABLE kept (number int)")
    with suppress(ZeroDivisionError), database.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO kept VALUES (1)")
        raise ZeroDivisionError
    with database.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO kept VALUES (2)")
    with database.autocommit() as connection:
        assert connection.exec_driver_sql("SELECT number FROM kept").scalars().all() == [2]
    database.close()


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    database = Postgres("postgresql+psycopg://reader:hush@127.0.0.1:1/news")
    named = re.escape("the database news at 127.0.0.1:1 is not reached")
    with pytest.raises(DatabaseUnreachableError, match=named) as raised, database.autocommit():
        pass
    assert "hush" not in str(raised.value)
    assert "hush" not in repr(Settings(database_url="postgresql+psycopg://reader:hush@127.0.0.1:1/news"))


def test_what_is_refused_is_told_without_the_values(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    database = Postgres(database_url)
    with pytest.raises(DatabaseError, match="SQLSTATE 22P02") as raised, database.autocommit() as connection:
        connection.execute(sqlalchemy.text("SELECT CAST(:asked AS int)"), {"asked": "who won?"})
    assert "who won" not in str(raised.value) + caplog.text
    database.close()


def test_connections_that_the_server_ended_are_opened_anew(database_url: str) -> None:
    database = Postgres(database_url, connections=1)
    with pytest.raises(DatabaseUnreachableError), database.autocommit() as connection:
        connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
    with database.autocommit() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    database.close()


def test_a_connection_that_is_in_use_while_all_are_let_go_is_closed_when_it_comes_back(
    database_url: str,
) -> None:
    """As that of a thread which gives a sign of life just then; the next use opens a new one."""
    database = Postgres(database_url)
    with database.autocommit() as connection:
        in_use: Any = connection.connection.driver_connection
        database.close()
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    assert in_use.closed
    with database.autocommit() as connection:
        opened: Any = connection.connection.driver_connection
    assert not opened.closed
    database.close()
    assert opened.closed


def test_a_machine_that_is_gone_is_noticed_soon(database_url: str) -> None:
    """The system gives a connection up after seconds, not a quarter of an hour; an address may say otherwise."""
    database = Postgres(f"{database_url}&keepalives_idle=60")
    with database.autocommit() as connection:
        driver: Any = connection.connection.driver_connection
        with socket.socket(fileno=os.dup(driver.pgconn.socket)) as plug:
            assert plug.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 10_000
            assert plug.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
            assert plug.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL) == 2
            assert plug.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 60
    assert "tcp_user_timeout=10000" in database.conninfo
    assert "keepalives_idle=60" in database.conninfo
    database.close()


def test_connections_are_closed_with_who_had_them(database_url: str) -> None:
    database = Postgres(database_url)
    with database.autocommit() as connection:
        kept: Any = connection.connection.driver_connection
    del database, connection
    gc.collect()
    assert kept.closed


def test_a_connection_that_was_not_used_for_a_while_is_tried_first(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that the server has ended meanwhile is replaced before anybody's statement is sent."""
    monkeypatch.setattr(postgres, "_TRUSTED_SECONDS", 0.0)
    database = Postgres(database_url, connections=1)
    _end_others(database, database_url)
    with database.transaction() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    database.close()


def test_what_changes_nothing_is_asked_again_where_the_connection_was_lost(database_url: str) -> None:
    """Even right after its last use; what does change something may have been done, and raises."""
    database = Postgres(database_url, connections=1)
    _end_others(database, database_url)
    assert database.rows("SELECT %s::int", [7]) == [(7,)]
    _end_others(database, database_url)
    with pytest.raises(DatabaseUnreachableError), database.transaction() as connection:
        connection.exec_driver_sql("SELECT 1")
    database.close()


def _end_others(database: Postgres, address: str) -> None:
    """End the connection that a database has just used."""
    (own,) = database.rows("SELECT pg_backend_pid()")[0]
    other = Postgres(address, connections=1)
    assert other.rows("SELECT pg_terminate_backend(%s, 5000)", [own]) == [(True,)]
    other.close()


@pytest.mark.parametrize("value", ["sqlite:///hush", "postgresql://reader:hush@db/news"])
def test_an_address_of_another_kind_is_refused_without_being_shown(value: str) -> None:
    with pytest.raises(
        SettingsError, match="PRESSCITE_DATABASE_URL is not valid: write postgresql"
    ) as raised:
        Settings.load({"PRESSCITE_DATABASE_URL": value})
    assert "hush" not in str(raised.value)


def test_an_address_that_cannot_be_read_is_refused_without_being_shown() -> None:
    with pytest.raises(SettingsError, match="PRESSCITE_DATABASE_URL is not understood") as raised:
        Postgres("postgresql+psycopg://reader:hu/sh@db:none/news")
    assert "hu/sh" not in str(raised.value)


def test_a_password_with_an_at_sign_is_not_taken_for_the_name_of_a_server() -> None:
    """It would be told with it."""
    with pytest.raises(SettingsError, match="%40") as raised:
        Postgres("postgresql+psycopg://reader:hu@sh@db/news")
    assert "sh@" not in str(raised.value)


def _refused(address: str) -> str:
    """What is said of an address that does not do."""
    database = Postgres(address)
    with pytest.raises(DatabaseError) as raised, database.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE kept (number int)")
    database.close()
    return str(raised.value)


def test_what_is_wrong_with_an_address_is_told(postgres_server: PostgresProcess) -> None:
    """An option that is not known, one with a bad value, a schema that is missing, a server that is only read."""
    address = postgres_server.address
    assert "is an option that libpq does not know" in _refused(f"{address}?hush=hush")
    assert "(invalid sslmode value)" in _refused(f"{address}?sslmode=hush")
    assert "CREATE SCHEMA" in _refused(f"{address}?options=-csearch_path%3Dmissing")
    reading = _refused(f"{address}?options=-cdefault_transaction_read_only%3Don")
    assert "not reached for writing: it can only be read" in reading


def test_a_database_that_lacks_letters_is_refused(postgres_server: PostgresProcess) -> None:
    postgres_server.execute("CREATE DATABASE narrow ENCODING 'LATIN1' TEMPLATE template0")
    said = _refused(f"{postgres_server.address.rpartition('/')[0]}/narrow")
    assert said.startswith("the database narrow has the encoding LATIN1")
    assert "ENCODING 'UTF8'" in said
    postgres_server.execute("DROP DATABASE narrow")  # which nobody is connected to


def test_an_ipv6_address_is_told_in_brackets() -> None:
    assert (
        Postgres("postgresql+psycopg://reader:hush@[::1]:5433/news").place
        == "the database news at [::1]:5433"
    )


def test_several_servers_may_be_named() -> None:
    """A message names them all; other libraries get them as libpq has them."""
    database = Postgres(
        "postgresql+psycopg://reader:hush@/news?host=a:5432&host=b:5433&target_session_attrs=read-write"
    )
    assert database.place == "the database news at a:5432, b:5433"
    assert "host=a,b" in database.conninfo
    assert "port=5432,5433" in database.conninfo
