"""CSV: one article a row, its fields in columns named by the first row."""

from __future__ import annotations

import csv
import re
from collections import deque
from typing import TYPE_CHECKING, NamedTuple, TextIO

from corpus.errors import ArticleError, CorpusError, SourceError
from corpus.readers.contents import BINARY, MAX_BYTES, UTF16_MARKS
from corpus.readers.record import Lines, field_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from corpus.article import Article

_PEEK = 65536
_DELIMITERS = ",;\t|"
_MOST_COLUMNS = 1000
_MOST_LINES = 20_000  # of one row; each is held until its quotes close
_MOST_READ_AGAIN = 1_000_000  # lines of a file; a file of broken quotes alone would take for ever
_BAD_ROWS = 20
_STATED_DELIMITER = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


class _Layout(NamedTuple):
    """How the file is written: what separates its columns, and which of them are which fields."""

    delimiter: str
    columns: dict[int, str]

    @property
    def text(self) -> int:
        """Which column holds the text."""
        return next(at for at, field in self.columns.items() if field == "text")


def read(path: Path, origin: str) -> Iterator[Article | CorpusError]:
    """Read the articles of a CSV file, one row at a time.

    The first row names the columns, as a record's fields or by a usual other name (`field_names`; case, spaces and
    hyphens do not count); other columns are passed over.  Commas, semicolons, tabs and bars are told apart by
    which of them makes names of that row.  A row that cannot be taken comes as an error with the line on which
    it begins; reading goes on with the line behind that, so a quote that is never closed costs one row.

    Raises:
        SourceError: If the file is empty, binary, not UTF-8 or UTF-16, or has no column for the text.
        OSError: If it cannot be read.
    """
    with path.open("rb") as file:
        encoding = _encoding(file.read(_PEEK), origin)
    csv.field_size_limit(MAX_BYTES)
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as text:
        try:
            yield from _articles(text, origin)
        except UnicodeError as error:
            raise SourceError(origin, "is not whole UTF-16 text; save it as UTF-8") from error


def _encoding(start: bytes, origin: str) -> str:
    if start.startswith(UTF16_MARKS):
        return "utf-16"
    if b"\0" in start:
        raise SourceError(origin, BINARY)
    return "utf-8-sig"


def _articles(text: TextIO, origin: str) -> Iterator[Article | CorpusError]:
    rows = _Rows(text, origin)
    layout = _layout(rows, origin)
    rows.delimiter = layout.delimiter
    lines = Lines(origin)
    badly_encoded, well = 0, 0
    for line, row in rows:
        found = row if isinstance(row, ArticleError) else _taken(row, line, origin, layout, lines)
        badly_encoded += isinstance(found, _EncodingError)
        well += not isinstance(found, _EncodingError)
        if badly_encoded == _BAD_ROWS and not well:
            raise SourceError(
                origin, f"is not UTF-8 text (none of its first {_BAD_ROWS} rows is); save it as UTF-8"
            )
        yield found


class _EncodingError(ArticleError):
    """A row with bytes that are not UTF-8."""


def _taken(
    row: Sequence[str], line: int, origin: str, layout: _Layout, lines: Lines
) -> Article | CorpusError:
    bad = next((cell for cell in row if _NOT_UTF8.search(cell)), None)
    if bad is not None:
        byte = ord(_NOT_UTF8.search(bad)[0]) - 0xDC00  # type: ignore[index] # it was found the line before
        return _EncodingError(f"{origin}:{line}", f"is not UTF-8 text (byte 0x{byte:02x}); save it as UTF-8")
    if len(row) > _MOST_COLUMNS:
        return ArticleError(f"{origin}:{line}", f"has more than {_MOST_COLUMNS:,} columns; mend its quotes")
    if len(row) <= layout.text:
        return ArticleError(
            f"{origin}:{line}", f"has too few columns to hold a text ({len(row)}); mend the row"
        )
    return lines.take({field: row[at] or None for at, field in layout.columns.items() if at < len(row)}, line)


def _layout(rows: _Rows, origin: str) -> _Layout:
    """Find the layout from the first row."""
    best = _Layout(",", {})
    names: list[str] = []
    header = rows.header()
    for delimiter in [rows.delimiter] if rows.delimiter else _DELIMITERS:
        try:
            cells = next(csv.reader(iter(header), delimiter=delimiter, strict=True), [])
        except csv.Error:
            continue
        columns = _columns(cells)
        if len(columns) > len(best.columns):
            best = _Layout(delimiter, columns)
        names = max(names, cells, key=len)
    if "text" not in best.columns.values():
        shown = ", ".join(repr(name.strip("\ufeff")[:40]) for name in names[:10])
        reason = f"has no column for the text; name the columns in the first row, one of them text (it has {shown})"
        raise SourceError(origin, reason)
    return best


def _columns(cells: Sequence[str]) -> dict[int, str]:
    """The field of each column that is one: of several for a field, the one with its very name, else the first."""
    found: dict[str, tuple[bool, int]] = {}
    for at, cell in enumerate(cells[:_MOST_COLUMNS]):
        name = re.sub(r"[\s-]+", "_", cell.strip("\ufeff \t\r\n").lower())
        field = field_names().get(name)
        if field is not None and (field not in found or (name == field and not found[field][0])):
            found[field] = (name == field, at)
    return {at: field for field, (_, at) in found.items()}


class _Rows:
    """The rows of a file with the lines they begin on, whatever is wrong with some of them."""

    def __init__(self, text: TextIO, origin: str) -> None:
        self.delimiter = ""
        self._text = text
        self._origin = origin
        self._waiting: deque[str] = deque()  # lines that were read for a row that came to nothing
        self._line = 0  # the last line that belongs to a row or an error
        self._held: list[str] = []  # lines of the row under way
        self._too_long = False
        self._read_again = 0

    def header(self) -> list[str]:
        """The lines of the first row that is not blank."""
        while line := self._next_line():
            stated = _STATED_DELIMITER.fullmatch(line) if self._line == 0 else None
            self._line += 1
            if stated:
                self.delimiter = stated[1]
            elif line.strip("\ufeff \t\r\n"):
                return [line]
        raise SourceError(self._origin, "is empty")

    def __iter__(self) -> Iterator[tuple[int, list[str] | ArticleError]]:
        while True:
            self._held, self._too_long = [], False
            begins = self._line + 1
            try:
                row = next(csv.reader(self._lines(), delimiter=self.delimiter, strict=True), None)
            except csv.Error as error:
                row = None
                if not self._too_long:
                    self._give_back()
                self._line += len(self._held)
                yield begins, self._error(begins, str(error))
                continue
            if row is None:
                return
            self._line += len(self._held)
            if any(cell.strip() for cell in row):
                yield begins, row

    def _give_back(self) -> None:
        """Keep but the first line of a row that came to nothing."""
        self._waiting.extendleft(reversed(self._held[1:]))
        self._read_again += len(self._held) - 1
        del self._held[1:]
        if self._read_again > _MOST_READ_AGAIN:
            raise SourceError(self._origin, "has too many quotes that are not closed; save it as CSV anew")

    def _lines(self) -> Iterator[str]:
        """Lines for one row, noted as they go; the row ends with an error where it grows out of bounds."""
        size = 0
        while line := self._next_line():
            self._held.append(line)
            size += len(line)
            if len(line) > MAX_BYTES:
                self._too_long = True
                self._skip_rest(line)
                raise csv.Error(f"is longer than the {MAX_BYTES:,} characters that one article may have")
            if size > MAX_BYTES or len(self._held) > _MOST_LINES:
                raise csv.Error("has a quote that is not closed for a very long time")
            yield line

    def _next_line(self) -> str:
        return self._waiting.popleft() if self._waiting else self._text.readline(MAX_BYTES + 1)

    def _skip_rest(self, line: str) -> None:
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(_PEEK)

    def _error(self, line: int, reason: str) -> ArticleError:
        reason = {
            "unexpected end of data": "has a quote that is never closed",
        }.get(reason, reason)
        if reason.startswith("field larger"):
            reason = f"has a field longer than the {MAX_BYTES:,} characters that one article may have"
        if not reason.startswith(("has ", "is ")):
            reason = f"is not CSV ({reason})"
        return ArticleError(f"{self._origin}:{line}", f"{reason}; mend the row")
