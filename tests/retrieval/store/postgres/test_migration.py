"""Additive migrations: an older presscite reads and refreshes on while a newer one changes the tables."""

from __future__ import annotations

import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import DatabaseBusyError, NewerFormatError
from retrieval.postgres import Postgres
from retrieval.store.doctor import examine
from retrieval.store.postgres import schema
from retrieval.store.postgres.embedding_task import EmbeddingTask
from retrieval.store.store import Store
from tests.retrieval.counting_embeddings import CountingEmbeddings
from tests.retrieval.small_store import contents, postgres_of, run, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retrieval.settings import Settings

# As a presscite with sections would do it: a column, a table of its own, and an index over what is there.
SECTIONS = """
ALTER TABLE store_articles ADD COLUMN section text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE store_passages ADD COLUMN section_row bigint;
ALTER TABLE store_generations ADD COLUMN sections bigint NOT NULL DEFAULT 0;
CREATE TABLE store_sections (row bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
CREATE INDEX ON store_articles (section);
"""
NEWER = (*schema.MIGRATIONS, SECTIONS)


@pytest.fixture
def newer(settings: Settings) -> Iterator[Postgres]:
    """The connections of a presscite that is newer."""
    database = Postgres(str(settings.database_address))
    yield database
    database.close()


def test_an_older_presscite_goes_on_meanwhile_and_afterwards(
    folder: Path, settings: Settings, newer: Postgres, tmp_path: Path
) -> None:
    """It asks and refreshes without a break, with statements that are prepared; what it writes is sound."""
    run(folder, settings)
    over, failed, done = threading.Event(), [], [0, 0]

    def keep_asking() -> None:
        with closing(Store.from_settings(settings)) as store:
            while not over.is_set():
                with store.reading() as snapshot:
                    assert snapshot.match("article sentences", 9).found
                    assert snapshot.catalogue.counts()[0] >= 3
                done[0] += 1

    def keep_refreshing() -> None:
        while not over.is_set():
            done[1] += 1
            write(folder / "0.txt", "Article 0", f"Version {done[1]} of the article.")
            assert len(run(folder, settings)[0].updated) == 1

    def watched(work: object) -> None:
        try:
            work()  # type: ignore[operator] # one of the two above
        except BaseException as error:  # noqa: BLE001 - whatever it is fails the test
            failed.append(error)

    threads = [threading.Thread(target=watched, args=(work,)) for work in (keep_asking, keep_refreshing)]
    for thread in threads:
        thread.start()
    try:
        _until(lambda: done[0] > 6 and done[1] > 1, failed)  # plans are kept from the sixth time on
        schema.migrate(newer, NEWER, 1)
        asked, refreshed = done
        _until(lambda: done[0] > asked + 2 and done[1] > refreshed + 1, failed)
    finally:
        over.set()
        for thread in threads:
            thread.join()
    assert failed == []
    assert examine(settings).sound
    fresh = settings.model_copy(update={"home": tmp_path / "fresh", "chroma_url": None, "database_url": None})
    run(folder, fresh)
    assert contents(settings) == contents(fresh)
    with newer.autocommit() as connection:
        assert connection.exec_driver_sql("SELECT DISTINCT section FROM store_articles").scalars().all() == [
            ""
        ]


def _until(ready: object, failed: list[BaseException]) -> None:
    deadline = time.monotonic() + 120
    while not ready():  # type: ignore[operator] # a function
        assert failed == []
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_migration_keeps_nobody_waiting_for_long(
    folder: Path, settings: Settings, newer: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a refresh publishes, it tries again and again; readers go between, and not behind it."""
    monkeypatch.setattr(schema, "_REST_SECONDS", 0.05)
    run(folder, settings)
    database = postgres_of(settings).database
    migrating = threading.Thread(target=schema.migrate, args=(newer, NEWER, 1))
    with database.transaction() as publishing:
        publishing.exec_driver_sql("LOCK TABLE store_articles IN ROW EXCLUSIVE MODE")
        migrating.start()
        with database.autocommit() as connection:
            _until(lambda: connection.exec_driver_sql(_WAITING).scalar(), [])
            assert connection.exec_driver_sql("SELECT count(*) FROM store_articles").scalar() == 3
        assert migrating.is_alive()
    migrating.join(60)
    assert not migrating.is_alive()
    with newer.autocommit() as connection:
        assert connection.exec_driver_sql("SELECT version FROM store_version").scalar() == len(NEWER)
    monkeypatch.setattr(schema, "_PATIENCE_SECONDS", 0.0)
    with database.transaction() as publishing:
        publishing.exec_driver_sql("LOCK TABLE store_articles IN ROW EXCLUSIVE MODE")
        with pytest.raises(DatabaseBusyError, match="is busy"):
            schema.migrate(newer, (*NEWER, "ALTER TABLE store_articles ADD COLUMN other text"), 1)


_WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'store_articles'::regclass"


def test_an_older_presscite_stops_with_a_word_where_it_has_to(
    folder: Path, settings: Settings, newer: Postgres
) -> None:
    """Who refreshes, who asks and who embeds, where a migration says that older programs cannot live with it."""
    run(folder, settings)
    with closing(Store.from_settings(settings)) as store:
        with store.reading():
            pass
        schema.migrate(newer, (*NEWER, "ALTER TABLE store_articles DROP COLUMN author"), 3)
        with pytest.raises(NewerFormatError, match="newer presscite"):
            run(folder, settings)
        with pytest.raises(NewerFormatError, match="newer presscite"), store.reading():
            pass
    task = EmbeddingTask(generation=1, base=None, collection="none", reuse=None, stale=(), ids=("one",))
    with pytest.raises(NewerFormatError, match="newer presscite"):
        postgres_of(settings).embed(task, CountingEmbeddings(settings))


def test_tasks_of_a_later_presscite_are_understood() -> None:
    """What it has added is passed over."""
    task = EmbeddingTask(generation=1, base=None, collection="none", reuse=None, stale=(), ids=("one",))
    assert EmbeddingTask.from_json({**task.to_json(), "priority": 7}) == task
