"""A key that seals links, as it is written in a setting or a file: `KEY`, or `KEY until 2027-01-31`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

_SHORTEST = 32  # characters
_UNTIL = " until "

HINT = f"write at least {_SHORTEST} characters without a space, and behind an old key: until 2027-01-31"
"""How keys are written."""


@dataclass(frozen=True, slots=True)
class LinkKey:
    """One key.

    Attributes:
        secret: What it is made of.
        until: The last day, in UTC, on which links that it sealed open; `None` for every day.
    """

    secret: str = field(repr=False)
    until: date | None = None

    def holds(self, today: date) -> bool:
        """Whether links that it sealed open on a day."""
        return self.until is None or today <= self.until

    def __str__(self) -> str:
        return self.secret + (f"{_UNTIL}{self.until.isoformat()}" if self.until else "")


def parsed_keys(text: str) -> tuple[LinkKey, ...]:
    """The keys in a text, separated by commas or lines; lines that begin with # are none.

    Raises:
        ValueError: One of them is too short, or its day is none; the message repeats no key.
    """
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    entries = [entry.strip() for line in lines for entry in line.split(",")]
    return tuple(_parsed(entry) for entry in entries if entry)


def _parsed(entry: str) -> LinkKey:
    secret, _, until = entry.partition(_UNTIL)
    if len(secret) < _SHORTEST or any(char.isspace() for char in secret):
        raise ValueError(f"a key is too short or has a space in it; {HINT}")
    try:
        return LinkKey(secret, date.fromisoformat(until.strip()) if until else None)
    except ValueError:
        raise ValueError(f"the day behind a key is none; {HINT}") from None
