"""Vectors in a Chroma server: one collection a generation, and none that nobody knows of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.errors import (
    StoreError,
)
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from retrieval.store.doctor import examine
from retrieval.store.files import StoreFiles
from retrieval.store.manifest import SERVER, Manifest
from retrieval.store.retention import Retention
from retrieval.store.store import Store
from tests.retrieval.small_store import contents, published, run, write

if TYPE_CHECKING:
    from pathlib import Path

import socket
from dataclasses import replace

from retrieval.embedding.embeddings import PackagedEmbeddings


@pytest.mark.parametrize("kept", [0, 2])
def test_old_collections_are_deleted(folder: Path, tmp_path: Path, chroma_server: str, kept: int) -> None:
    """Of a store the server keeps a collection a generation that is kept; those of other stores are left alone."""
    ours = Settings(
        home=tmp_path / "ours", passage_chars=200, chroma_url=chroma_server, kept_generations=kept
    )
    theirs = Settings(home=tmp_path / "theirs", passage_chars=200, chroma_url=chroma_server)
    run(folder, theirs)
    for n in range(3):
        write(folder / "0.txt", "Article 0", f"Version {n}.")
        run(folder, ours)
    write(folder / "0.txt", "Article 0", "Last version.")
    run(folder, ours)
    files = StoreFiles(ours.home, chroma_server)
    assert files.server is not None
    assert len(files.server.leftovers(keep=list)) == 1 + kept
    assert contents(theirs)


def test_what_is_made_meanwhile_is_not_left_over(folder: Path, tmp_path: Path, chroma_server: str) -> None:
    """Whoever lost the lock without noticing deletes nothing of the refresh that has begun since."""
    settings = Settings(home=tmp_path / "home", passage_chars=200, chroma_url=chroma_server)
    run(folder, settings)
    server = StoreFiles(settings.home, chroma_server).server
    assert server is not None

    def needed() -> list[str]:
        names = StoreFiles(settings.home, chroma_server).names()
        server.open("29990101T000000-abcdef", create=True)
        return names

    server.clear(keep=needed)
    assert any(name.endswith("29990101T000000-abcdef") for name in server.leftovers(keep=list))


def test_no_collection_outlives_its_folder(
    folder: Path, tmp_path: Path, chroma_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refresh that is killed while it clears away leaves nothing in the server that nobody knows of."""
    settings = Settings(home=tmp_path / "home", passage_chars=200, chroma_url=chroma_server)
    run(folder, settings)
    files = StoreFiles(settings.home, chroma_server)
    assert files.server is not None
    remains = files.generation("20200101T000000-abcdef")
    remains.mkdir()
    files.server.open(remains.name, create=True)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("retrieval.store.files.shutil.rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            Retention(files, 0).clear()
    assert Retention(files, 0).server_leftovers() == []
    assert len(files.server.leftovers(keep=list)) == 1
    run(folder, settings)
    assert not remains.exists()
    assert examine(settings).sound


@pytest.fixture
def nobody() -> str:
    """An address of this machine at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


def test_server_that_is_not_there_is_named(folder: Path, settings: Settings, nobody: str) -> None:
    """Refreshing and asking both name the server's address and the setting, without the password in it."""
    run(folder, settings)
    base = published(settings)
    replace(Manifest.read(base), vectors=SERVER).write(base)  # as if they had been moved there
    gone = settings.model_copy(update={"chroma_url": nobody.replace("//", "//user:hidden@")})
    with (
        pytest.raises(StoreError, match=r"not reached.*PRESSCITE_CHROMA_URL") as raised,
        Store.from_settings(gone).reading(),
    ):
        pass
    assert nobody in str(raised.value)
    assert "hidden" not in str(raised.value)
    write(folder / "9.txt", "New", "Something changed.")
    with pytest.raises(StoreError, match=r"not reached.*stays as it was"):
        run(folder, gone)
    assert published(settings) == base
    with (
        pytest.raises(StoreError, match="set PRESSCITE_CHROMA_URL"),
        Store.from_settings(settings).reading(),
    ):
        pass


def test_server_that_hangs_is_given_up(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that takes connections and never answers does not hold a question for ever."""
    monkeypatch.setattr("retrieval.store.chroma_server._FIRST_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        settings = Settings(home=tmp_path / "home", chroma_url=f"http://127.0.0.1:{port}")
        with pytest.raises(StoreError, match="not reached"):
            refresh([folder], settings, embeddings=PackagedEmbeddings("m", tmp_path))
