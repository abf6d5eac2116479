"""Refreshes by the clock are held: from a rollback until the next refresh by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class RefreshHold:
    """Whether refreshes by the clock are held, so that they do not bring back at once what was taken back.

    Args:
        folder: The store's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "held"

    def begin(self) -> None:
        """Hold refreshes by the clock; call it with the store locked."""
        self._path.write_text(datetime.now(UTC).isoformat(timespec="seconds"), encoding="utf-8")

    def end(self) -> None:
        """Let them run again; call it with the store locked."""
        self._path.unlink(missing_ok=True)

    @property
    def since(self) -> datetime | None:
        """Since when they are held; `None` where they are not."""
        try:
            return datetime.fromisoformat(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            return datetime.now(UTC)  # somebody held them; since when is not known any more
