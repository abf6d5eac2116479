"""The folder of a store: one writer, and nothing left behind."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import (
    StoreBusyError,
    StoreError,
)
from retrieval.indexing.refresh import refresh
from retrieval.store.files import StoreFiles
from retrieval.store.retention import Retention
from tests.conftest import REPOSITORY
from tests.retrieval.counting_embeddings import CountingEmbeddings
from tests.retrieval.small_store import published, run, write

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.settings import Settings


def test_two_at_once_the_second_says_so(folder: Path, settings: Settings) -> None:
    """While one refresh writes, another is refused in words."""
    with StoreFiles(settings.home).locked(), pytest.raises(StoreBusyError, match="another refresh"):
        run(folder, settings)


def test_second_waits_where_it_is_told_to(folder: Path, settings: Settings) -> None:
    """It says that it waits, and goes on when the first has ended."""
    said: list[str] = []
    held, over = threading.Event(), threading.Event()

    def hold() -> None:
        with StoreFiles(settings.home).locked():
            held.set()
            over.wait(30)

    first = threading.Thread(target=hold)
    first.start()
    held.wait(30)

    def waiting() -> None:
        said.append("waiting")
        over.set()

    report = refresh([folder], settings, waiting=waiting, embeddings=CountingEmbeddings(settings))
    first.join(30)
    assert (said, len(report.added)) == (["waiting"], 3)


def test_home_that_cannot_be_written_is_named(folder: Path, settings: Settings, tmp_path: Path) -> None:
    """A home in the way of a file is an error that names the setting."""
    (tmp_path / "blocked").write_text("in the way")
    with pytest.raises(StoreError, match="PRESSCITE_HOME"):
        run(folder, settings.model_copy(update={"home": tmp_path / "blocked"}))


def test_remains_of_a_killed_refresh_are_cleared(folder: Path, settings: Settings) -> None:
    """A staged folder that nobody published goes away with the next refresh that writes."""
    run(folder, settings)
    remains = settings.home / "store" / "generations" / "20200101T000000-abcdef"
    remains.mkdir()
    write(folder / "9.txt", "New", "Something changed.")
    run(folder, settings)
    assert not remains.exists()


def test_killed_reader_keeps_nothing(folder: Path, settings: Settings) -> None:
    """A reader in another process keeps its generation while it lives, and not a moment longer."""
    run(folder, settings)
    held = published(settings)
    program = (
        "import sys, time; from pathlib import Path; from retrieval.store.lease import Lease\n"
        "lease = Lease(Path(sys.argv[1])); print(flush=True); time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(held)], stdout=subprocess.PIPE, cwd=REPOSITORY
    ) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        write(folder / "9.txt", "New", "Something changed.")
        run(folder, settings)
        assert held.exists()
        reader.kill()
    Retention(StoreFiles(settings.home), 0).clear()
    assert not held.exists()
