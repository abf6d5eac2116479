"""Reindexing: a store of an older format is brought to this one from its own articles."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from retrieval.store.files import StoreFiles
from tests.retrieval.small_store import both_places, contents, run, write

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.settings import Settings


@both_places
@pytest.mark.parametrize("old", [1, 2])
def test_older_format_is_brought_up_to_date(
    folder: Path, settings: Settings, tmp_path: Path, old: int
) -> None:
    """A refresh upgrades the store with a word, keeps what it can, and then equals a fresh build."""
    run(folder, settings)
    outside = tmp_path / "outside"
    outside.mkdir()
    write(outside / "o.txt", "Outside", "From a source that is not refreshed now.")
    run(outside, settings)
    make_older(settings, old)
    write(folder / "2.txt", "Article 2", "Changed meanwhile.")
    report, embedded = run(folder, settings)
    assert report.notice is not None
    assert f"format {old}" in report.notice
    assert (len(report.updated), report.unchanged, report.articles) == (1, 2, 4)
    assert len(embedded) == 5  # older stores have no vectors of sentences
    fresh = settings.model_copy(update={"home": tmp_path / "fresh"})
    run(folder, fresh)
    run(outside, fresh)
    assert contents(settings) == contents(fresh)
    later, _ = run(folder, settings)
    assert (later.notice, later.changed) == (None, False)


def make_older(settings: Settings, old: int) -> None:
    """Turn the store into what presscite wrote when its format was 1 or 2."""
    files = StoreFiles(settings.home)
    folder = files.generation(str(files.published()))
    facts = json.loads((folder / "manifest.json").read_text("utf-8"))
    facts["format"] = old
    (folder / "manifest.json").write_text(json.dumps(facts), "utf-8")
    with closing(sqlite3.connect(folder / "catalogue.db")) as database, database:
        database.execute("ALTER TABLE articles DROP COLUMN updated")
        database.execute("ALTER TABLE articles DROP COLUMN author")
        if old == 1:
            database.execute("ALTER TABLE passages DROP COLUMN signature")
