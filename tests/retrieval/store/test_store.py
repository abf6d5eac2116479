"""The store: readers see one generation at a time, whole, and follow to the next by themselves."""

from __future__ import annotations

import gc
import json
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from retrieval.embedding.embeddings import PackagedEmbeddings
from retrieval.errors import EmptyStoreError, StoreError
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from retrieval.store.files import StoreFiles
from retrieval.store.lease import unread
from retrieval.store.store import Store
from tests.chroma_process import chroma_process
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "news.jsonl"
    _write(file, 1)
    return file


@pytest.fixture
def settings(tmp_path: Path, chroma_url: str | None) -> Settings:
    return Settings(home=tmp_path / "home", chroma_url=chroma_url)


def _write(file: Path, count: int) -> None:
    lines = [json.dumps({"id": f"a{n}", "title": f"Title {n}", "text": f"Text {n}."}) for n in range(count)]
    file.write_text("\n".join(lines), "utf-8")


def test_reader_follows_to_the_next_generation(
    source: Path, settings: Settings, embeddings: SentenceTransformerEmbeddings
) -> None:
    """A reader that is open meanwhile keeps what it has; the next one sees what is new."""
    refresh([source], settings, embeddings=embeddings)
    store = Store.from_settings(settings)
    with store.reading() as before:
        _write(source, 2)
        refresh([source], settings, embeddings=embeddings)
        with store.reading() as after:
            assert after.catalogue.counts() == (2, 2)
            assert len(after.vectors) == 2
        assert before.catalogue.counts() == (1, 1)
        assert len(before.vectors) == 1
    store.close()


def test_retired_generation_is_closed_behind_its_last_reader(
    source: Path,
    settings: Settings,
    embeddings: SentenceTransformerEmbeddings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its files and memory are given up soon after the last question that needs it ends, and only once."""
    refresh([source], settings, embeddings=embeddings)
    store = Store.from_settings(settings)
    with store.reading() as before, store.reading():
        closed = []
        monkeypatch.setattr(type(before), "close", lambda generation: closed.append(generation.name))
        _write(source, 2)
        refresh([source], settings, embeddings=embeddings)
        with store.reading():
            pass
        assert closed == []
    store.follow()
    assert closed == [before.name]
    store.follow()
    assert closed == [before.name]


@pytest.mark.timeout(30)
def test_reader_that_python_ends_waits_for_nothing(
    source: Path, settings: Settings, embeddings: SentenceTransformerEmbeddings
) -> None:
    """A reader may be garbage that is collected while its thread holds the lock of the store."""
    refresh([source], settings, embeddings=embeddings)
    store = Store.from_settings(settings)
    name = StoreFiles(settings.home).published()
    assert name is not None
    reading = store.reading()
    reading.__enter__()
    with store._lock:
        del reading
    store.close()
    with unread(StoreFiles(settings.home).generation(name)) as free:
        assert free


def test_no_store_yet_says_what_to_do(tmp_path: Path) -> None:
    """Asking before the first refresh names the command."""
    with pytest.raises(EmptyStoreError, match="presscite refresh"), Store(tmp_path, "m").reading():
        pass


def test_other_format_is_never_misread(
    source: Path, settings: Settings, embeddings: SentenceTransformerEmbeddings
) -> None:
    """A store of a later format is refused in words, and so is a damaged manifest."""
    refresh([source], settings, embeddings=embeddings)
    files = StoreFiles(settings.home)
    name = files.published()
    assert name is not None
    manifest = files.generation(name) / "manifest.json"
    facts = json.loads(manifest.read_text("utf-8"))
    for damaged, said in ((json.dumps({**facts, "format": 99}), "format 99"), ("{", "damaged")):
        manifest.write_text(damaged, "utf-8")
        with (
            pytest.raises(StoreError, match=rf"{said}.*--rebuild"),
            Store.from_settings(settings).reading(),
        ):
            pass


def test_damaged_files_are_a_clear_error(
    source: Path, tmp_path: Path, embeddings: SentenceTransformerEmbeddings
) -> None:
    """A store whose database was overwritten is named with the way out."""
    settings = Settings(home=tmp_path / "home")
    refresh([source], settings, embeddings=embeddings)
    files = StoreFiles(settings.home)
    (files.generation(str(files.published())) / "chroma" / "chroma.sqlite3").write_bytes(b"not a database")
    with pytest.raises(StoreError, match="--rebuild"), Store.from_settings(settings).reading():
        pass


def test_question_in_flight_keeps_its_generation(
    source: Path, settings: Settings, embeddings: SentenceTransformerEmbeddings
) -> None:
    """However many newer ones are published, what is being read is there to its end, and removed then."""
    refresh([source], settings, embeddings=embeddings)
    store = Store.from_settings(settings)
    generations = settings.home / "store" / "generations"
    with store.reading() as before:
        for count in (2, 3, 4):
            _write(source, count)
            refresh([source], settings, embeddings=embeddings)
        # One between may be there too, if the store has gone over to it by itself.
        assert {before.name, store.files.published()} <= {p.name for p in generations.iterdir()}
        # Chroma opens its files when the first question comes, which is now.
        assert len(before.vectors.nearest(embeddings.encode_query("Text?"), 9)) == 1
    store.follow()
    refresh([source], settings, embeddings=embeddings)
    assert [p.name for p in generations.iterdir()] == [store.files.published()]
    store.close()


def test_idle_store_gives_up_the_old_generation(
    source: Path, settings: Settings, embeddings: SentenceTransformerEmbeddings
) -> None:
    """Without any question, the store that is open goes over to the new generation by itself."""
    refresh([source], settings, embeddings=embeddings)
    store = Store.from_settings(settings)
    with store.reading() as before:
        pass
    _write(source, 2)
    refresh([source], settings, embeddings=embeddings)
    deadline = time.monotonic() + 30
    while store._open is before:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    store.close()


def test_follower_ends_with_its_store(
    source: Path, settings: Settings, embeddings: SentenceTransformerEmbeddings
) -> None:
    """A store that nobody holds any more leaves no thread behind."""
    refresh([source], settings, embeddings=embeddings)
    store = Store.from_settings(settings)
    with store.reading():
        pass
    follower = store._follower
    assert follower is not None
    store.close()
    del store
    gc.collect()
    follower.join(30)
    assert not follower.is_alive()


def test_killed_reader_keeps_nothing(
    source: Path, settings: Settings, embeddings: SentenceTransformerEmbeddings
) -> None:
    """A reader in another process keeps its generation while it lives, and not a moment longer."""
    refresh([source], settings, embeddings=embeddings)
    files = StoreFiles(settings.home)
    folder = files.generation(str(files.published()))
    program = (
        "import sys, time; from pathlib import Path; from retrieval.store.lease import Lease\n"
        "lease = Lease(Path(sys.argv[1])); print(flush=True); time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE, cwd=REPOSITORY
    ) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        _write(source, 2)
        refresh([source], settings, embeddings=embeddings)
        assert folder.exists()
        reader.kill()
    refresh([source], settings, embeddings=embeddings)
    assert not folder.exists()


def test_older_format_says_what_to_do(
    source: Path, settings: Settings, embeddings: SentenceTransformerEmbeddings
) -> None:
    """A reader of a store of an older format is told to refresh; the tests of refreshing show that this helps."""
    refresh([source], settings, embeddings=embeddings)
    files = StoreFiles(settings.home)
    manifest = files.generation(str(files.published())) / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text("utf-8")), "format": 2}), "utf-8")
    with (
        pytest.raises(StoreError, match=r"format 2.*presscite refresh$"),
        Store.from_settings(settings).reading(),
    ):
        pass


def test_server_that_is_not_there_is_told_in_words(
    source: Path, tmp_path: Path, embeddings: SentenceTransformerEmbeddings
) -> None:
    """Refreshing and asking both name the server's address and the setting, without the password in it."""
    with chroma_process(tmp_path / "chroma") as url:
        settings = Settings(home=tmp_path / "home", chroma_url=url.replace("//", "//user:hidden@"))
        refresh([source], settings, embeddings=embeddings)
    published = StoreFiles(settings.home).published()
    with (
        pytest.raises(StoreError, match=r"not reached.*PRESSCITE_CHROMA_URL") as raised,
        Store.from_settings(settings).reading(),
    ):
        pass
    assert url in str(raised.value)
    assert "hidden" not in str(raised.value)
    _write(source, 2)
    with pytest.raises(StoreError, match=r"not reached.*stays as it was"):
        refresh([source], settings, embeddings=embeddings)
    assert StoreFiles(settings.home).published() == published
    with (
        pytest.raises(StoreError, match="set PRESSCITE_CHROMA_URL"),
        Store(settings.home, settings.embedding_model).reading(),
    ):
        pass


def test_server_that_hangs_is_given_up(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that takes connections and never answers does not hold a question for ever."""
    monkeypatch.setattr("retrieval.store.chroma_server._FIRST_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        settings = Settings(home=tmp_path / "home", chroma_url=f"http://127.0.0.1:{port}")
        with pytest.raises(StoreError, match="not reached"):
            refresh([source], settings, embeddings=PackagedEmbeddings("m", tmp_path))


def test_copy_is_whole_while_readers_open(
    source: Path, tmp_path: Path, embeddings: SentenceTransformerEmbeddings
) -> None:
    """Chroma writes into its database whenever a reader opens it; a copy made meanwhile is sound all the same."""
    settings = Settings(home=tmp_path / "home")
    refresh([source], settings, embeddings=embeddings)
    files = StoreFiles(settings.home)
    base = str(files.published())
    database = files.generation(base) / "chroma" / "chroma.sqlite3"
    over = threading.Event()

    def keep_writing() -> None:
        with closing(sqlite3.connect(database, isolation_level=None, timeout=60)) as connection:
            while not over.is_set():
                connection.execute("INSERT INTO acquire_write (lock_status) VALUES (1)")

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        for n in range(10):
            target = tmp_path / f"copy-{n}"
            target.mkdir()
            files.copy_vectors(base, target)
            with closing(sqlite3.connect(target / "chroma" / "chroma.sqlite3")) as copy:
                assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert not list(target.rglob("*-journal"))
    finally:
        over.set()
        writer.join()
