"""The journal of a store in a folder: a SQLite file beside the generations."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from retrieval.indexing.journal import JournalError, SourceState, Touched
from retrieval.indexing.report import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS sources (  -- each source when it was last refreshed
    name TEXT PRIMARY KEY,
    tried TEXT NOT NULL,              -- ISO 8601 in UTC
    refreshed TEXT,                   -- the same, of the last time that it went through
    failed TEXT NOT NULL,             -- JSON: [{"origin": ..., "reason": ...}, ...]
    error TEXT                        -- why it did not go through
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS touched (  -- items that look new and hold what they held
    origin TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,        -- what it looks like
    same_as TEXT NOT NULL             -- what it looked like when its articles were taken in
) WITHOUT ROWID;
"""


class FileJournal:
    """The journal of a store in a folder; see `Journal`.

    Args:
        folder: The store's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "journal.db"

    def sources(self) -> dict[str, SourceState]:
        """How each source fared, by name."""
        found = self._rows("SELECT name, tried, refreshed, failed, error FROM sources ORDER BY name")
        return {
            name: SourceState(
                name=name,
                tried=datetime.fromisoformat(tried),
                refreshed=datetime.fromisoformat(refreshed) if refreshed else None,
                failed=tuple(Failure(**failure) for failure in json.loads(failed)),
                error=error,
            )
            for name, tried, refreshed, failed, error in found
        }

    def touched(self) -> dict[str, Touched]:
        """Items that look new and hold what they held, by origin."""
        found = self._rows("SELECT origin, fingerprint, same_as FROM touched")
        return {origin: Touched(fingerprint, same_as) for origin, fingerprint, same_as in found}

    def note_touched(self, touched: Mapping[str, Touched], over: Iterable[str]) -> None:
        """Add touched items, and forget those whose time is over."""
        with self._writing() as database:
            database.executemany("DELETE FROM touched WHERE origin = ?", [(origin,) for origin in over])
            database.executemany(
                "INSERT OR REPLACE INTO touched VALUES (?, ?, ?)",
                [(origin, *states) for origin, states in touched.items()],
            )

    def note_refreshed(self, failed: Mapping[str, Sequence[Failure]]) -> None:
        """Note that a refresh went through, with what failed of each of its sources."""
        now = _now()
        with self._writing() as database:
            for name, failures in failed.items():
                listed = _listed(failures)
                database.execute(
                    "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, NULL)", [name, now, now, listed]
                )

    def fill(self, sources: Iterable[SourceState], touched: Mapping[str, Touched]) -> None:
        """Note what another journal says, in the place of what this one does."""
        with self._writing() as database:
            database.execute("DELETE FROM sources")
            database.execute("DELETE FROM touched")
            for state in sources:
                refreshed = state.refreshed.isoformat() if state.refreshed else None
                listed = _listed(state.failed)
                database.execute(
                    "INSERT INTO sources VALUES (?, ?, ?, ?, ?)",
                    [state.name, state.tried.isoformat(), refreshed, listed, state.error],
                )
        self.note_touched(touched, over=())

    def note_error(self, names: Iterable[str], error: str) -> None:
        """Note that a refresh of these sources did not go through."""
        with self._writing() as database:
            for name in names:
                database.execute(
                    "INSERT INTO sources VALUES (?, ?, NULL, '[]', ?) ON CONFLICT(name) DO UPDATE SET "
                    "tried = excluded.tried, error = excluded.error",
                    [name, _now(), error],
                )

    def _rows(self, query: str) -> list[Any]:
        try:
            uri = f"{self._path.absolute().as_uri()}?mode=ro"
            with closing(sqlite3.connect(uri, uri=True)) as database:
                return database.execute(query).fetchall()
        except sqlite3.Error:
            return []  # not there yet, or damaged: then it starts anew

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; a journal that is damaged is begun anew."""
        try:
            with closing(self._opened_or_begun()) as database, database:
                yield database
        except sqlite3.Error as error:
            raise JournalError(str(error)) from error

    def _opened_or_begun(self) -> sqlite3.Connection:
        try:
            return self._opened()
        except sqlite3.OperationalError:
            raise  # no room, no permission
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
            return self._opened()

    def _opened(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path)
        try:
            # A power cut may damage it, which does no harm; waiting for the disk would slow every refresh down.
            database.execute("PRAGMA synchronous = OFF")
            database.executescript(_SCHEMA)
        except BaseException:
            database.close()
            raise
        return database


def _listed(failures: Sequence[Failure]) -> str:
    """Failures as JSON."""
    return json.dumps([asdict(failure) for failure in failures])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
