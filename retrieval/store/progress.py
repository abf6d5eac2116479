"""How far a refresh has come."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a refresh has come.

    Attributes:
        stage: "read", "index", "embed" or "publish".
        done: Articles read, or passages indexed or embedded, so far.
        total: How many there are in all, where it is known.
    """

    stage: str
    done: int
    total: int | None
