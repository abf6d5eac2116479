"""Whether the store can be read."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from bot.ops.store_check import StoreCheck
from retrieval.store.files import StoreFiles
from tests.bot.ops.conftest import settings_for

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_store_that_cannot_be_read(tmp_path: Path, sample_home: Path) -> None:
    """Another model, a damaged manifest and a damaged database are faults, in words for operators."""
    other = await StoreCheck(settings_for(sample_home, PRESSCITE_EMBEDDING_MODEL="other/model")).look()
    assert "PRESSCITE_EMBEDDING_MODEL" in str(other.fault)
    name = StoreFiles(sample_home).published()
    assert name is not None
    store = tmp_path / "store"
    folder = store / "generations" / name
    folder.mkdir(parents=True)
    (store / "current").write_text(name)
    assert (await StoreCheck(settings_for(tmp_path)).look()).fault == (
        f"{store} cannot be read (FileNotFoundError); see: presscite doctor"
    )
    (folder / "manifest.json").write_text("{")
    assert "damaged" in str((await StoreCheck(settings_for(tmp_path)).look()).fault)
    manifest = StoreFiles(sample_home).generation(name) / "manifest.json"
    (folder / "manifest.json").write_bytes(manifest.read_bytes())
    with contextlib.closing(sqlite3.connect(folder / "catalogue.db")) as database:
        database.execute("CREATE TABLE another (thing)")
    fault = str((await StoreCheck(settings_for(tmp_path)).look()).fault)
    assert fault.startswith(f"{folder} is damaged: catalogue.db")
    assert "presscite doctor" in fault
