"""The store: readers see one generation at a time, whole, and follow to the next by themselves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import EmptyStoreError, StoreError
from retrieval.refresh import refresh
from retrieval.settings import Settings
from retrieval.store import Store, StoreFiles

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.embeddings import SentenceTransformerEmbeddings


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "news.jsonl"
    _write(file, 1)
    return file


def _write(file: Path, count: int) -> None:
    lines = [json.dumps({"id": f"a{n}", "title": f"Title {n}", "text": f"Text {n}."}) for n in range(count)]
    file.write_text("\n".join(lines), "utf-8")


def test_reader_follows_to_the_next_generation(
    source: Path, tmp_path: Path, embeddings: SentenceTransformerEmbeddings
) -> None:
    """A reader that is open meanwhile keeps what it has; the next one sees what is new."""
    settings = Settings(home=tmp_path / "home")
    refresh([source], settings, embeddings=embeddings)
    store = Store(settings.home, settings.embedding_model)
    with store.reading() as before:
        _write(source, 2)
        refresh([source], settings, embeddings=embeddings)
        with store.reading() as after:
            assert after.catalogue.counts() == (2, 2)
            assert len(after.vectors) == 2
        assert before.catalogue.counts() == (1, 1)
        assert len(before.vectors) == 1
    store.close()


def test_retired_generation_is_closed_by_its_last_reader(
    source: Path, tmp_path: Path, embeddings: SentenceTransformerEmbeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files and memory are given up when the last question that needs it ends, and only once."""
    settings = Settings(home=tmp_path / "home")
    refresh([source], settings, embeddings=embeddings)
    store = Store(settings.home, settings.embedding_model)
    with store.reading() as before, store.reading():
        closed = []
        monkeypatch.setattr(type(before), "close", lambda generation: closed.append(generation.name))
        _write(source, 2)
        refresh([source], settings, embeddings=embeddings)
        with store.reading():
            pass
        assert closed == []
    assert closed == [before.name]


def test_no_store_yet_says_what_to_do(tmp_path: Path) -> None:
    """Asking before the first refresh names the command."""
    with pytest.raises(EmptyStoreError, match="presscite refresh"), Store(tmp_path, "m").reading():
        pass


def test_other_format_is_never_misread(
    source: Path, tmp_path: Path, embeddings: SentenceTransformerEmbeddings
) -> None:
    """A store of a later format is refused in words, and so is a damaged manifest."""
    settings = Settings(home=tmp_path / "home")
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
            Store(settings.home, settings.embedding_model).reading(),
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
    with (
        pytest.raises(StoreError, match="--rebuild"),
        Store(settings.home, settings.embedding_model).reading(),
    ):
        pass
