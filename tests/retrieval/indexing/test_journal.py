"""The journal of refreshes: losing it does no harm."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from retrieval.indexing.file_journal import FileJournal
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
