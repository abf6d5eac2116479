"""A move between folder and database: there and back, all is as it was, and what differs is told."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from retrieval.cli import main
from retrieval.errors import EmptyStoreError, SettingsError, StoreError
from retrieval.indexing.journals import journal_of
from retrieval.indexing.moving import Direction, move_store
from retrieval.settings import Settings
from retrieval.store.doctor import examine
from retrieval.store.engine import store_engine
from retrieval.store.folder_engine import FolderEngine
from retrieval.store.rollback import roll_back
from retrieval.store.store import Store
from tests.retrieval.counting_embeddings import NoEmbeddings
from tests.retrieval.small_store import contents, run, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def place() -> str:
    """There is a database too."""
    return "postgres"


@pytest.fixture
def embedded(settings: Settings) -> Settings:
    """The settings of the same home without a database."""
    return Settings(home=settings.home, passage_chars=200)


def test_there_and_back(folder: Path, settings: Settings, embedded: Settings, tmp_path: Path) -> None:
    """Articles, vectors, earlier texts and reports go along, while readers read; no passage is embedded again."""
    run(folder, embedded)
    write(folder / "0.txt", "Article 0", "Something else.")
    (folder / "broken.json").write_text("{", "utf-8")
    run(folder, embedded)
    before = contents(embedded)
    states = journal_of(store_engine(embedded)).sources()
    with closing(Store.from_settings(embedded)) as store, store.reading() as snapshot:
        there = move_store(settings, Direction.DATABASE, embeddings=NoEmbeddings(settings))
        assert snapshot.catalogue.counts() == (3, 3)
        earlier = snapshot.earlier_texts.of(str(folder / "0.txt"))
    assert (there.articles, there.passages, there.differences) == (3, 3, ())
    assert contents(settings) == before
    assert examine(settings).sound
    assert journal_of(store_engine(settings)).sources() == states
    assert states[str(folder)].failed
    with closing(Store.from_settings(settings)) as store, store.reading() as snapshot:
        assert snapshot.earlier_texts.of(str(folder / "0.txt")) == earlier
        assert len(earlier) == 1
    report, texts = run(folder, settings)  # it is refreshed on from there
    assert (report.changed, texts) == (False, [])
    back = settings.model_copy(update={"home": tmp_path / "back"})
    assert move_store(back, Direction.FOLDER, embeddings=NoEmbeddings(settings)).differences == ()
    assert contents(Settings(home=tmp_path / "back", passage_chars=200)) == before
    assert (
        FolderEngine.at(tmp_path / "back").manifest(str(FolderEngine.at(tmp_path / "back").published())).files
    )


def test_a_rollback_holds_refreshes_wherever_the_store_is(
    folder: Path, settings: Settings, embedded: Settings
) -> None:
    """What was taken back is not brought back by the clock after a move; a store that is not held ends it."""
    run(folder, embedded)
    write(folder / "0.txt", "Article 0", "Something else.")
    run(folder, embedded)
    roll_back(embedded)
    move_store(settings, Direction.DATABASE, embeddings=NoEmbeddings(settings))
    assert store_engine(settings).hold.since is not None
    run(folder, embedded)
    move_store(settings, Direction.DATABASE, embeddings=NoEmbeddings(settings))
    assert store_engine(settings).hold.since is None


def test_reports_that_cannot_be_written_are_told(folder: Path, settings: Settings, tmp_path: Path) -> None:
    """With what was done and what to do."""
    run(folder, settings)
    back = settings.model_copy(update={"home": tmp_path / "back"})
    (tmp_path / "back" / "store" / "journal.db").mkdir(parents=True)
    with pytest.raises(StoreError, match=r"the articles are in .*back.*run this again"):
        move_store(back, Direction.FOLDER, embeddings=NoEmbeddings(settings))


def test_what_they_answer_differently_is_told(
    folder: Path, settings: Settings, embedded: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as where passages were lost on the way; the command ends with 1 then."""
    run(folder, embedded)
    monkeypatch.setenv("PRESSCITE_HOME", str(settings.home))
    monkeypatch.setenv("PRESSCITE_DATABASE_URL", str(settings.database_address))
    monkeypatch.setenv("PRESSCITE_CHROMA_URL", str(settings.chroma_address))
    moved = CliRunner().invoke(main, ["move", "database", "--json"])
    assert moved.exit_code == 0, moved.output
    told: dict[str, Any] = json.loads(moved.stdout)
    assert (told["articles"], told["differences"]) == (3, [])
    monkeypatch.setattr(
        "retrieval.indexing.moving.differences", lambda *_: ["they do not hold the same articles"]
    )
    unlike = CliRunner().invoke(main, ["move", "database"])
    assert unlike.exit_code == 1
    assert "Not alike: they do not hold the same articles." in unlike.stdout


def test_what_a_move_needs_is_named(settings: Settings, embedded: Settings) -> None:
    """A database, and something to move."""
    with pytest.raises(SettingsError, match="PRESSCITE_DATABASE_URL"):
        move_store(embedded, Direction.DATABASE)
    with pytest.raises(EmptyStoreError, match="nothing to move"):
        move_store(settings, Direction.FOLDER)
