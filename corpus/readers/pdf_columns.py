"""Columns of a page, told from its text laid out in a grid: read one below the other, and not row by row.

Used in a child process (`child`), beside `pdf_text`; needs nothing of presscite.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median

_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_LEAST_ROWS = 4  # with text on both sides
_LEAST_PART = 0.35  # of the rows
_LEAST_WORDS = 3  # in a row of a column; cells of tables have fewer
_LEAST_LETTERS = 14
_MOST_COLUMNS = 6


def in_reading_order(laid_out: str) -> list[str] | None:
    """The lines of a page column by column.

    Args:
        laid_out: Its text, a line a row, at the places where it stands in the row.

    Returns:
        The lines, or `None` where the page has no columns of running text.
    """
    rows = [row.rstrip() for row in laid_out.split("\n")]
    gutter = _gutter(rows)
    return _ordered(rows, gutter, _MOST_COLUMNS) if gutter is not None else None


def _gutter(rows: list[str]) -> int | None:
    """Where most rows of running text are parted; `None` where none is."""
    votes: Counter[int] = Counter()
    filled = 0
    for row in rows:
        filled += bool(row.strip())
        votes.update(at for gap in _GAP.finditer(row) for at in range(gap.start() + 1, gap.end()))
    if not votes:
        return None
    most = max(votes.values())
    if most < max(_LEAST_ROWS, _LEAST_PART * filled):
        return None
    # The end of the gap: what stands right of it begins in line.
    at = max(place for place, count in votes.items() if count == most)
    sides = [(row[:at].strip(), row[at:].strip()) for row in rows if _is_parted(row, at)]
    return at if all(_is_prose([pair[side] for pair in sides]) for side in (0, 1)) else None


def _is_prose(parts: list[str]) -> bool:
    return (
        median(len(part) for part in parts) >= _LEAST_LETTERS
        and median(len(part.split()) for part in parts) >= _LEAST_WORDS
    )


def _is_parted(row: str, at: int) -> bool:
    """Whether a row has text on both sides of a gap at a place."""
    return any(gap.start() < at <= gap.end() for gap in _GAP.finditer(row))


def _is_beside(row: str, at: int) -> bool:
    """Whether a row stands on one side of a place, or has nothing at all."""
    return not row[:at].strip() or not row[at - 1 :].strip()


def _ordered(rows: list[str], at: int, columns: int) -> list[str]:
    lines: list[str] = []
    region: list[str] = []
    for row in [*rows, None]:
        if row is not None and (_is_parted(row, at) or (region and _is_beside(row, at))):
            region.append(row)
            continue
        lines += _read(region, at, columns)
        region = []
        if row is not None:
            lines.append(row.strip())
    return [line for line in lines if line]


def _read(region: list[str], at: int, columns: int) -> list[str]:
    """The rows of a region in columns: the left one, the right one, and what stands below both, apart from them."""
    last = max((number for number, row in enumerate(region) if _is_parted(row, at)), default=-1)
    end = _end(region, last)
    below = [row.strip() for row in region[end:]]
    left = [row[:at].rstrip() for row in region[:end]]
    right = [" " * at + row[at:] if row[at:].strip() else "" for row in region[:end]]
    return [*_column(left, columns), *_column(right, columns), *below]


def _end(region: list[str], last: int) -> int:
    """Where the columns of a region end, whose last row with text on both sides is known: at a wider space."""
    filled = [number for number, row in enumerate(region) if row.strip()]
    steps = [after - before for before, after in pairwise(filled)]
    usual = median(steps) if steps else 1
    for before, after in pairwise(filled):
        if before >= last and after - before > usual + 1:
            return before + 1
    return len(region)


def _column(rows: list[str], columns: int) -> list[str]:
    """The lines of a column, which may be columns itself."""
    within = _gutter(rows) if columns > 2 else None
    return [row.strip() for row in rows] if within is None else _ordered(rows, within, columns - 1)
