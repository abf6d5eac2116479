"""The store in PostgreSQL: generations share rows, and nobody notices how they come and go."""

from __future__ import annotations

import threading
import time
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from corpus import split
from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.errors import SettingsError, StoreBusyError, StoreError
from retrieval.indexing.refresh import refresh
from retrieval.postgres import Postgres
from retrieval.settings import Settings
from retrieval.store.doctor import examine
from retrieval.store.passage_embedder import PassageEmbedder
from retrieval.store.postgres import lock, readers
from retrieval.store.postgres.engine import PostgresEngine
from retrieval.store.repair import repair
from retrieval.store.rollback import roll_back
from retrieval.store.store import Store
from retrieval.store.vector_changes import VectorChanges
from tests.retrieval.counting_embeddings import CountingEmbeddings
from tests.retrieval.small_store import contents, postgres_of, run, write

if TYPE_CHECKING:
    from pathlib import Path


def asked(settings: Settings, query: str) -> Any:
    """The one value that a query gives."""
    with postgres_of(settings).database.autocommit() as connection:
        return connection.exec_driver_sql(query).scalar()


def done(settings: Settings, statement: str) -> None:
    with postgres_of(settings).database.autocommit() as connection:
        connection.exec_driver_sql(statement)


ROWS = (
    "SELECT (SELECT count(*) FROM store_passages) || ' ' || (SELECT count(*) FROM store_articles) || ' ' || "
    "(SELECT count(*) FROM store_items)"
)
POSTINGS_ALONE = "SELECT count(*) FROM store_postings WHERE passage NOT IN (SELECT row FROM store_passages)"


def test_a_refresh_writes_what_changed_and_no_more(folder: Path, settings: Settings) -> None:
    """One article of three is new rows; the generation before keeps its own, and they go when it goes."""
    run(folder, settings)
    assert asked(settings, ROWS) == "3 3 3"
    before = contents(settings)
    write(folder / "0.txt", "Article 0", "Something else.")
    with closing(Store.from_settings(settings)) as store, store.reading() as kept:
        run(folder, settings)
        assert asked(settings, ROWS) == "4 4 4"
        assert set(kept.catalogue.sample(9)) == set(before)
    (folder / "1.txt").unlink()
    run(folder, settings)
    run(folder, settings)
    assert asked(settings, ROWS) == "3 3 3"  # one generation before is kept
    assert asked(settings, POSTINGS_ALONE) == 0
    engine = postgres_of(settings)
    engine.server.clear(keep=list)


def test_vectors_of_what_is_gone_go_too(folder: Path, settings: Settings) -> None:
    """The collection that generations share has a record for each passage that is left, and no others."""
    settings = settings.model_copy(update={"kept_generations": 0})
    run(folder, settings)
    write(folder / "0.txt", "Article 0", "Something else.")
    (folder / "1.txt").unlink()
    run(folder, settings)
    run(folder, settings)
    with closing(Store.from_settings(settings)) as store, store.reading() as snapshot:
        engine = postgres_of(settings)
        found = engine.registry.find(str(engine.published()))
        assert len(engine.server.open(found.collection)) == len(snapshot.vectors) == 2


def test_a_date_that_is_put_right_embeds_nothing(folder: Path, settings: Settings) -> None:
    """What stands beside a vector is new then, and the vector is taken over."""
    path = folder / "dated.md"
    path.write_text("---\ntitle: Dam\ndate: 2024-03-01\n---\nThe dam was opened.\n", "utf-8")
    run(folder, settings)
    path.write_text("---\ntitle: Dam\ndate: 2024-03-02\n---\nThe dam was opened.\n", "utf-8")
    _, embedded = run(folder, settings)
    assert embedded == []
    facts = [entry["facts"] for entry in contents(settings).values()]
    assert "2024-03-02" in str(facts)
    assert "2024-03-01" not in str(facts)


def test_killed_refresh_changes_nothing(folder: Path, settings: Settings) -> None:
    """What it had written is not seen, and the next refresh takes it back and equals a fresh build."""
    run(folder, settings)
    before = contents(settings)
    engine = postgres_of(settings)
    with engine.locked():  # as it stands when a process ends without a word
        staged = engine.stage(engine.published())
        for article, item, digest in _articles(engine):
            staged.catalogue.put(article, [], item, digest)
        staged.catalogue.commit()
    assert contents(settings) == before
    assert [finding.repair for finding in examine(settings).findings] == ["clear"]
    write(folder / "0.txt", "Article 0", "Something else.")
    run(folder, settings)
    assert examine(settings).sound
    assert asked(settings, "SELECT count(*) FROM store_generations WHERE state = 'staged'") == 0


def _articles(engine: PostgresEngine) -> Any:
    from retrieval.store.catalogue import Catalogue

    return list(Catalogue(engine.tables(str(engine.published()))).all_articles())


def test_what_the_database_does_not_keep_as_it_is_has_its_vectors(folder: Path, settings: Settings) -> None:
    """As an address with a NUL in it, which a store in a folder may have: vectors are found by what is read back."""
    run(folder, settings)
    engine = postgres_of(settings)
    with engine.locked():
        staged = engine.stage(engine.published())
        article, item, digest = _articles(engine)[0]
        odd = replace(article, url="https://news.example/\0")
        staged.catalogue.put(odd, split(odd, settings.passage_chars), item, digest)
        embedder = PassageEmbedder(CountingEmbeddings(settings), staged.catalogue, lambda _: None)
        staged.write_vectors(VectorChanges(), embedder, None)
        staged.publish(engine.manifest(str(engine.published())))
    assert examine(settings).sound


def test_who_was_out_of_touch_can_do_no_harm(folder: Path, settings: Settings) -> None:
    """A refresh whose lease another one took can neither publish nor leave rows behind."""
    run(folder, settings)
    before = contents(settings)
    engine = postgres_of(settings)
    other = PostgresEngine(Postgres(str(settings.database_address)), str(settings.chroma_address))
    with engine.locked():
        staged = engine.stage(engine.published())
        article, item, digest = _articles(engine)[0]
        staged.catalogue.put(article, [], item, digest)
        done(settings, "UPDATE store_lock SET seen = seen - interval '1 day'")
        manifest = engine.manifest(str(engine.published()))
        with other.locked():
            other.clear(1)
            with pytest.raises(StoreError, match="refuses a statement"):
                staged.catalogue.commit()
            with pytest.raises(StoreError, match="out of touch"):
                staged.publish(manifest)
    other.close()
    assert contents(settings) == before


def test_who_was_out_of_touch_removes_nothing(folder: Path, settings: Settings) -> None:
    """Whoever holds the lease now may just write what has the same vector as what is to go."""
    run(folder, settings)
    write(folder / "0.txt", "Article 0", "Something else.")
    run(folder, settings)
    engine = postgres_of(settings)
    rows = asked(settings, ROWS)
    with engine.locked():
        # As where a refresh loses its lease between giving a generation up and deleting what came with it.
        done(
            settings,
            "UPDATE store_generations SET state = 'removed' WHERE number < (SELECT generation FROM store_pointer)",
        )
        done(settings, "UPDATE store_lock SET holder = 'another one'")
        with pytest.raises(StoreError, match="out of touch"):
            engine.clear(1)
    assert asked(settings, ROWS) == rows
    done(settings, "DELETE FROM store_lock")
    with engine.locked():
        engine.clear(1)
    assert asked(settings, ROWS) == "3 3 3"


def test_one_refresh_at_a_time(folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second one is refused or waits; the lease of one that is dead can be taken after a while."""
    run(folder, settings)
    engine = postgres_of(settings)
    other = PostgresEngine(Postgres(str(settings.database_address)), str(settings.chroma_address))
    told = threading.Event()
    with engine.locked():
        assert other.busy()
        with pytest.raises(StoreBusyError, match="--wait"), other.locked():
            pass
        waiting = threading.Thread(target=lambda: _wait(other, told))
        waiting.start()
        assert told.wait(10)
    waiting.join(10)
    assert not waiting.is_alive()
    done(settings, "INSERT INTO store_lock VALUES (true, 'dead', clock_timestamp())")
    monkeypatch.setattr(lock, "LEASE_SECONDS", 0.1)
    time.sleep(0.2)
    with other.locked():
        pass
    other.close()


def _wait(engine: PostgresEngine, told: threading.Event) -> None:
    with engine.locked(told.set):
        pass


def test_readers_keep_what_they_read(
    folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as they live: a lease that is not renewed counts no more, and its reader opens what is there."""
    settings = settings.model_copy(update={"kept_generations": 0})
    run(folder, settings)
    engine = postgres_of(settings)
    first = str(engine.published())
    opened = engine.opened(first)
    write(folder / "0.txt", "Article 0", "Something else.")
    run(folder, settings)
    run(folder, settings)
    assert opened.tables.count("SELECT count(*) FROM passages") == 3
    assert first in engine.registry.names()
    monkeypatch.setattr("retrieval.store.postgres.retention.LEASE_SECONDS", 0.0)
    with engine.locked():
        engine.clear(0)
    assert first not in engine.registry.names()
    engine._readers.beat()
    assert opened.is_altered()
    with pytest.raises(FileNotFoundError):
        engine.opened(first)
    opened.close()
    assert readers.LEASE_SECONDS > 3 * readers._BEAT_SECONDS


def test_refresh_after_a_rollback_goes_on_from_there(folder: Path, settings: Settings) -> None:
    """What was rolled back leaves nothing behind."""
    run(folder, settings)
    write(folder / "0.txt", "Article 0", "A mistake.")
    (folder / "1.txt").unlink()
    run(folder, settings)
    roll_back(settings)
    before = contents(settings)
    write(folder / "0.txt", "Article 0", "Body of article 0. It has two sentences.")
    write(folder / "1.txt", "Article 1", "Body of article 1. It has two sentences.")
    report, _ = run(folder, settings)
    assert not report.updated
    assert contents(settings) == before
    write(folder / "2.txt", "Article 2", "Mended.")
    run(folder, settings)
    assert examine(settings).sound
    assert len(contents(settings)) == 3


def test_rebuild_equals_what_grew(folder: Path, settings: Settings) -> None:
    """A store made anew from its sources is the one that refreshes made, and the old collection goes."""
    run(folder, settings)
    write(folder / "0.txt", "Article 0", "Something else.")
    run(folder, settings)
    before = contents(settings)
    run(folder, settings, rebuild=True)
    assert contents(settings) == before
    assert examine(settings).sound


DAMAGES = {
    "DELETE FROM store_postings WHERE passage = ONE": "1 passage has postings of other words",
    "UPDATE store_terms SET passages = passages + 1 WHERE term = 'articl'": "counted wrongly",
    "DELETE FROM store_sentences WHERE passage = ONE": "1 passage has no vectors of its",
    'UPDATE store_passages SET "end" = 99999 WHERE row = ONE': "lies outside",
    "UPDATE store_passages SET record = 'lost' WHERE row = ONE": "1 passage has no vector",
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_told_and_repaired(folder: Path, settings: Settings, damage: str) -> None:
    """Whatever can be made again from the articles is."""
    run(folder, settings)
    before = contents(settings)
    done(settings, damage.replace("ONE", "(SELECT min(row) FROM store_passages)"))
    found = examine(settings)
    assert any(DAMAGES[damage] in finding.what for finding in found.findings), found
    assert repair(settings, found, embeddings=CountingEmbeddings(settings)).sound
    assert contents(settings) == before


def test_a_chroma_server_is_needed(tmp_path: Path) -> None:
    """Who sets the one address and not the other is told so."""
    settings = Settings(home=tmp_path, database_url="postgresql+psycopg://reader@127.0.0.1:1/news")
    with pytest.raises(SettingsError, match="PRESSCITE_CHROMA_URL"):
        Store.from_settings(settings)


def test_a_database_that_is_down_is_named(tmp_path: Path) -> None:
    """Without the password."""
    settings = Settings(
        home=tmp_path,
        database_url="postgresql+psycopg://reader:hush@127.0.0.1:1/news",
        chroma_url="http://127.0.0.1:1",
    )
    with pytest.raises(StoreError, match="the database news at") as raised:
        refresh([tmp_path], settings, embeddings=SentenceTransformerEmbeddings.from_settings(settings))
    assert "hush" not in str(raised.value)
