"""`presscite doctor`: what it says, and how it ends."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from click.testing import CliRunner

from retrieval.cli import main
from tests.retrieval.small_store import published

if TYPE_CHECKING:
    import pytest

    from retrieval.settings import Settings


def test_damage_is_found_and_repaired(stored: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends with 0 for a sound store, or one that is sound again, and with 4 for another."""
    monkeypatch.setenv("PRESSCITE_HOME", str(stored.home))
    well = CliRunner().invoke(main, ["doctor"])
    assert (well.exit_code, well.stdout[:19]) == (0, "The store is sound:")
    with closing(sqlite3.connect(published(stored) / "catalogue.db")) as database, database:
        database.execute("DELETE FROM keywords WHERE rowid = 1")
    ill = CliRunner().invoke(main, ["doctor", "--json"])
    assert (ill.exit_code, json.loads(ill.stdout)["sound"]) == (4, False)
    mended = CliRunner().invoke(main, ["doctor", "--repair"])
    assert mended.exit_code == 0, mended.output
    assert "After the repair:" in mended.stdout
