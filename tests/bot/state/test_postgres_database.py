"""The state on a server: what several bots do at once, and a version that meets the tables of a later one."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from bot.settings import BotSettings
from bot.state.database import StateError, quoted
from bot.state.job_table import JobTable
from bot.state.migration import VERSIONS
from bot.state.postgres_database import PostgresDatabase
from bot.state.sqlite_database import SqliteDatabase
from bot.state.state import State
from bot.state.state_move import move_state
from bot.state.tables import metadata
from retrieval.errors import SettingsError
from tests.bot.fake_telegram import TOKEN
from tests.postgres_process import schema_of_its_own

if TYPE_CHECKING:
    from pathlib import Path

    from tests.postgres_process import PostgresProcess

BOT = f"bot_{TOKEN.partition(':')[0]}"
PEOPLE, QUESTIONS = 5, 8

LATER = """
import sqlalchemy as sa
from alembic import op

revision = "0099"
down_revision = {head!r}
oldest = {oldest!r}


def upgrade():
    op.add_column("inbox", sa.Column("mood", sa.Text()))
    op.create_table("moods", sa.Column("id", sa.Integer(), primary_key=True))
"""


def _head() -> str:
    return max(path.name[:4] for path in VERSIONS[0].glob("0*.py"))


def _later(folder: Path, oldest: str) -> tuple[Path, ...]:
    """The migrations of a later presscite."""
    (folder / "0099_moods.py").write_text(LATER.format(head=_head(), oldest=oldest))
    return (*VERSIONS, folder)


def _settings(url: str, home: Path) -> BotSettings:
    environ = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "PRESSCITE_HOME": str(home),
        "PRESSCITE_DATABASE_URL": url,
        "PRESSCITE_CHROMA_URL": "http://127.0.0.1:1",
    }
    return BotSettings.load(environ)


def test_bots_that_start_together_make_the_tables_once(database_url: str) -> None:
    """The tables are those that the code uses; another bot has others."""
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: PostgresDatabase(database_url, BOT), range(4)))
    other = PostgresDatabase(database_url, "bot_77")
    opened.append(other)
    assert other.schema != opened[0].schema
    with opened[0].transaction() as connection:
        connection.exec_driver_sql(f'SET LOCAL search_path TO "{opened[0].schema}"')
        known = MigrationContext.configure(connection)
        # PostgreSQL alone has an index that sees to it that one job of a person is in work.
        found = [difference[1].name for difference in compare_metadata(known, metadata)]
    assert found == ["inbox_one_in_work"]
    for database in opened:
        database.close()


@pytest.mark.parametrize("within", ['two words"', "half%sdone", "one: two :three", "Größe"])
def test_a_schema_may_have_any_name(within: str, postgres_server: PostgresProcess, tmp_path: Path) -> None:
    """State is moved to it, a job added and claimed, and it is opened again."""
    with schema_of_its_own(postgres_server.address, within):
        database = PostgresDatabase(_address_of(postgres_server, within), BOT)
        with closing(SqliteDatabase(tmp_path / "state.db")) as file:
            JobTable(file).add(1, 7, 7, 1, {})
            assert move_state(file, database)["inbox"] == 1
        database.close()
        database = PostgresDatabase(_address_of(postgres_server, within), BOT)
        jobs = JobTable(database)
        assert jobs.add(2, 8, 8, 1, {})
        claimed = [jobs.claim("one"), jobs.claim("one"), jobs.claim("one")]
        assert [job.person for job in claimed if job] == [7, 8]
        assert database.schema == f"{within}_{BOT}"
        database.close()
        postgres_server.execute(f"DROP SCHEMA {quoted(database.schema)} CASCADE")


def test_a_name_that_would_be_cut_is_refused(postgres_server: PostgresProcess) -> None:
    """A second start would not find its tables."""
    with (
        schema_of_its_own(postgres_server.address, "n" * 60),
        pytest.raises(StateError, match="choose a shorter search path"),
    ):
        PostgresDatabase(_address_of(postgres_server, "n" * 60), BOT)


def _address_of(server: PostgresProcess, schema: str) -> str:
    """The address of a schema, as libpq wants what is odd in its name."""
    return f"{server.address}?options=" + quote(
        f"-csearch_path={quoted(schema)}".replace(" ", "\\ "), safe=""
    )


def test_bots_claim_each_job_once_and_one_of_a_person(bot_database_url: str, tmp_path: Path) -> None:
    """Eight claim at once, and end what they have claimed."""
    state = State(_settings(bot_database_url, tmp_path))
    for number in range(PEOPLE * QUESTIONS):
        state.jobs.add(number + 1, number % PEOPLE + 1, 1, 1, {"number": number})
    begun: list[tuple[int, int]] = []
    in_work: Counter[int] = Counter()
    crowded: list[int] = []
    lock = threading.Lock()

    def work(name: int) -> None:
        while sum(state.jobs.counts()):
            job = state.jobs.claim(f"bot-{name}")
            if job is None:
                continue
            with lock:
                begun.append((job.person, job.id))
                in_work[job.person] += 1
                crowded.extend([job.person] if in_work[job.person] > 1 else [])
            with lock:
                in_work[job.person] -= 1
            state.jobs.finish(job)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert len(begun) == len(set(begun)) == PEOPLE * QUESTIONS
    assert crowded == []
    for person in range(1, PEOPLE + 1):
        of_person = [number for one, number in begun if one == person]
        assert of_person == sorted(of_person)
    state.close()


def test_the_server_itself_allows_one_job_of_a_person_in_work(bot_database_url: str, tmp_path: Path) -> None:
    """Even where two claims have seen the queue at different moments."""
    state = State(_settings(bot_database_url, tmp_path))
    state.jobs.add(1, 7, 7, 1, {})
    state.jobs.add(2, 7, 7, 2, {})
    assert state.jobs.claim("one") is not None
    database = PostgresDatabase(bot_database_url, BOT)
    claim = text(str(database.claim).replace("AND NOT EXISTS", "AND NOT 1 = 0 OR NOT EXISTS", 1))
    database.claim = claim
    state.jobs._database = database
    assert state.jobs.claim("two") is None
    assert state.jobs.counts() == (1, 1)
    database.close()
    state.close()


def test_an_older_version_runs_on_beside_a_later_one(database_url: str, tmp_path: Path) -> None:
    """While tables are added, and when it is started anew; both deal with the same jobs."""
    settings = _settings(database_url, tmp_path)
    older = State(settings)
    over, failed = threading.Event(), []

    def keep_asking() -> None:
        number = 0
        while not over.is_set():
            number += 1
            try:
                older.jobs.add(number, 7, 7, number, {})
                job = older.jobs.claim("older")
                assert job is not None
                older.jobs.finish(job)
            except Exception as error:  # noqa: BLE001 - whatever it is fails the test
                failed.append(error)

    asking = threading.Thread(target=keep_asking)
    asking.start()
    try:
        later = PostgresDatabase(database_url, BOT, _later(tmp_path, oldest=_head()))
    finally:
        over.set()
        asking.join()
    assert failed == []
    with later.autocommit() as connection:
        columns = inspect(connection).get_columns("inbox", schema=later.schema)
    assert "mood" in {column["name"] for column in columns}
    older.close()
    again = State(settings)
    again.jobs.add(10**6, 8, 8, 1, {})
    assert again.jobs.claim("again") is not None
    again.close()
    later.close()


def test_tables_that_a_later_version_has_changed_are_left_alone(database_url: str, tmp_path: Path) -> None:
    """Where its migration does not say that older versions can live with it."""
    PostgresDatabase(database_url, BOT, _later(tmp_path, oldest="0099")).close()
    with pytest.raises(StateError, match="later version of presscite") as raised:
        State(_settings(database_url, tmp_path))
    assert "schema" in str(raised.value)


def test_a_server_that_is_not_there_is_an_error_in_words(tmp_path: Path) -> None:
    """Without the password, also where the address is wrong."""
    url = "postgresql+psycopg://bot:hush@127.0.0.1:1/news"
    with pytest.raises(
        StateError, match=r"state cannot be opened: the database news at 127\.0\.0\.1:1"
    ) as raised:
        State(_settings(url, tmp_path))
    assert "hush" not in str(raised.value)
    with pytest.raises(SettingsError):
        PostgresDatabase("postgresql+psycopg://bot:hu/sh@db:none/news", BOT)


def test_who_has_asked_often_goes_on_when_a_column_is_added(database_url: str, tmp_path: Path) -> None:
    """The server keeps no plan of a statement, which would have the columns of before."""
    older = State(_settings(database_url, tmp_path))

    def ask(numbers: range) -> None:
        for number in numbers:
            older.jobs.add(number, 7, 7, number, {})
            job = older.jobs.claim("older")
            assert job is not None
            older.jobs.finish(job)

    ask(range(1, 9))  # plans are kept from the sixth time on
    later = PostgresDatabase(database_url, BOT, _later(tmp_path, oldest=_head()))
    ask(range(9, 17))
    later.close()
    older.close()
