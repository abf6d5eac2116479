"""Refreshes by the clock are held: from a rollback until the next refresh by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from retrieval.store.files import sync

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class RefreshHold:
    """Whether refreshes by the clock are held, so that they do not bring back at once what was taken back.

    The mark has a line that says since when, and one for each generation whose publication ends it.

    Args:
        folder: The store's folder.
        published: Gives the name of the published generation.
    """

    def __init__(self, folder: Path, published: Callable[[], str | None]) -> None:
        self._path = folder / "held"
        self._published = published

    def begin(self) -> None:
        """Hold refreshes by the clock; call it with the store locked."""
        self._path.write_text(datetime.now(UTC).isoformat(timespec="seconds"), encoding="utf-8")

    def end(self) -> None:
        """Let them run again; call it with the store locked."""
        self._path.unlink(missing_ok=True)

    def end_with(self, name: str) -> None:
        """Let them run again as soon as this generation is published; call it before, with the store locked."""
        if self._path.exists():
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"\n{name}")
            sync(self._path)

    @property
    def since(self) -> datetime | None:
        """Since when they are held; `None` where they are not."""
        try:
            since, *ends = self._path.read_text(encoding="utf-8").split("\n")
            return None if self._published() in ends else datetime.fromisoformat(since)
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            return datetime.now(UTC)  # somebody held them; since when is not known any more


def held_notice(since: datetime) -> str:
    """That refreshes by the clock are held, in plain words."""
    return (
        f"Refreshes by the clock are held since {since:%Y-%m-%d %H:%M} UTC, when the store was rolled back; "
        "the next refresh by hand ends that: presscite refresh"
    )
