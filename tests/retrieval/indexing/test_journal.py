"""The journal of refreshes: losing it does no harm."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from retrieval.indexing.file_journal import FileJournal
from retrieval.indexing.journals import journal_of
from retrieval.indexing.report import Failure
from retrieval.store.engine import store_engine
from tests.retrieval.small_store import run

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.settings import Settings


def test_damaged_journal_does_no_harm(folder: Path, settings: Settings) -> None:
    """It is begun anew; what it held costs some reading."""
    run(folder, settings)
    (settings.home / "store" / "journal.db").write_bytes(
        b"not a database, and long enough to be looked at" * 50
    )
    os.utime(folder / "0.txt", ns=(5 * 10**9, 5 * 10**9))
    report, _ = run(folder, settings)
    assert report.unchanged == 3
    assert list(FileJournal(settings.home / "store").sources()) == [str(folder)]


@pytest.mark.parametrize("place", ["embedded", "postgres"], indirect=True)
def test_what_failed_is_noted_whatever_is_in_its_name(folder: Path, settings: Settings) -> None:
    """Also what no database keeps as it is: a NUL, and half of a character."""
    run(folder, settings)
    engine = store_engine(settings)
    odd = Failure(origin="news\0.txt", reason="it has half a character: \ud800")
    with engine.locked():
        journal_of(engine).note_refreshed({"news": [odd]})
    (found,) = journal_of(engine).sources()["news"].failed
    assert found.origin.startswith("news")
    assert found.reason.startswith("it has half a character: ")
