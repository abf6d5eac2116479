"""An empty state of the bot, for tests: its tables are made once in a run, and copied."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from bot.state.database import Database


def put_empty_state(path: Path) -> None:
    """Write an empty state in its newest form."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_empty_state())


@functools.cache
def _empty_state() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "state" / "bot.db")
        database.close()
        return database.path.read_bytes()
