"""Writing a generation: only what changed is embedded, and what fails leaves the store as it was."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import (
    ModelError,
    StoreError,
)
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from retrieval.store.base_snapshot import BaseSnapshot
from retrieval.store.doctor import examine
from retrieval.store.engine import store_engine
from retrieval.store.store import Store
from retrieval.store.writer import GenerationWriter
from tests.retrieval.counting_embeddings import CountingEmbeddings
from tests.retrieval.small_store import all_places, contents, generations, published, run, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray


@all_places
def test_only_changed_passages_are_embedded_again(folder: Path, settings: Settings) -> None:
    """In a long article with one new paragraph, the others keep their vectors."""
    paragraphs = [f"Paragraph {n} tells of {n} things. " + "It goes on and on. " * 6 for n in range(8)]
    write(folder / "0.txt", "Long article", "\n\n".join(paragraphs))
    run(folder, settings)
    paragraphs[4] = "A wholly different paragraph stands here now. " + "It was written anew. " * 6
    write(folder / "0.txt", "Long article", "\n\n".join(paragraphs))
    _, embedded = run(folder, settings)
    assert 1 <= len(embedded) <= 3
    contents(settings)


@all_places
def test_failing_model_leaves_the_store_as_it_was(folder: Path, settings: Settings) -> None:
    """A model that raises in the middle publishes nothing, and the next refresh completes."""
    run(folder, settings)
    before = contents(settings)
    write(folder / "9.txt", "New", "This one will not make it at first.")

    class Failing(CountingEmbeddings):
        def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
            raise RuntimeError("out of memory")

    with pytest.raises(ModelError, match=r"out of memory.*stays as it was"):
        refresh([folder], settings, embeddings=Failing(settings))
    assert contents(settings) == before
    assert generations(settings) == [published(settings).name]
    report, _ = run(folder, settings)
    assert len(report.added) == 1


@all_places
def test_writer_that_is_left_leaves_nothing(folder: Path, settings: Settings) -> None:
    """A generation that is never finished is removed."""
    run(folder, settings)
    engine = store_engine(settings)
    with (
        engine.locked(),
        closing(BaseSnapshot(engine, settings, engine.published())) as base,
        GenerationWriter(engine, settings, CountingEmbeddings(settings), base) as writer,
    ):
        writer.remove(next(iter(base.digests(str(folder / "0.txt")))))
    assert generations(settings) == [engine.published()]
    assert examine(settings).sound


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can mount a small disk")
def test_full_disk_leaves_the_store_as_it_was(folder: Path, tmp_path: Path) -> None:
    """On a disk that fills up during a refresh, the error says so, and with more room the refresh completes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], check=False).returncode:  # noqa: S607
        pytest.skip("a small disk cannot be mounted here")
    try:
        settings = Settings(home=disk / "home", passage_chars=200)
        run(folder, settings)
        before = contents(settings)
        filler = disk / "filler"
        reader = Store.from_settings(settings)
        with reader.reading() as snapshot:
            vector = snapshot.vectors.stored([next(iter(before))])[next(iter(before))]
        for left in (0, 4096, 100_000, 400_000, 800_000):
            room = os.statvfs(disk)
            filler.write_bytes(b"x" * max(0, room.f_bavail * room.f_frsize - left))
            write(folder / "8.txt", "Large", "".join(f"Sentence {n} of many. " for n in range(3_000)))
            with pytest.raises(StoreError, match=r"disk is full|No space left|cannot be written"):
                run(folder, settings)
            with reader.reading() as snapshot:  # who is asking meanwhile notices nothing
                assert len(snapshot.vectors.nearest(vector, 9)) == len(before)
            filler.unlink()
            assert contents(settings) == before
        reader.close()
        subprocess.run(["mount", "-o", "remount,size=60m", disk], check=True)  # noqa: S607
        report, _ = run(folder, settings)
        assert len(report.added) == 1
    finally:
        subprocess.run(["umount", "-l", disk], check=True)  # noqa: S607


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root can mount a disk read-only"
)
def test_read_only_folder_is_named(folder: Path, tmp_path: Path) -> None:
    """A store on a disk that cannot be written is refused in words, and is as it was when it can be again."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", disk], check=False).returncode:  # noqa: S607
        pytest.skip("a disk cannot be mounted here")
    try:
        settings = Settings(home=disk / "home", passage_chars=200)
        run(folder, settings)
        write(folder / "8.txt", "New", "It cannot come in.")
        with _read_only(disk):
            with pytest.raises(StoreError, match=r"cannot be written.*PRESSCITE_HOME"):
                run(folder, settings)
            assert refresh([folder], settings, dry_run=True).added
            # Chroma itself cannot read without writing a little; see docs/refresh.md.
            with pytest.raises(StoreError, match="Chroma needs even to read"):
                contents(settings)
        assert len(contents(settings)) == 3
    finally:
        subprocess.run(["umount", "-l", disk], check=True)  # noqa: S607


@contextmanager
def _read_only(disk: Path) -> Iterator[None]:
    """Cover a disk with a view of itself that cannot be written.

    The disk itself could not be mounted anew while Chroma's threads have files of it open for writing, which they let
    go of late.
    """
    gc.collect()  # its client is in a circle with itself: until that is collected it would go on writing
    subprocess.run(["mount", "--bind", disk, disk], check=True)  # noqa: S607
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", disk], check=True)  # noqa: S607
        yield
    finally:
        subprocess.run(["umount", "-l", disk], check=True)  # noqa: S607
