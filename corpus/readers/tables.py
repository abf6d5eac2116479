"""CSV: one article a row, its fields in columns named by the first row."""

from __future__ import annotations

import csv
import re
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TextIO

from corpus.errors import ArticleError, CorpusError, SourceError
from corpus.readers.contents import BINARY, MAX_BYTES, text_encoding
from corpus.readers.date import day_comes_first
from corpus.readers.fields import field_of
from corpus.readers.record import Records

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
    """How the file is written: what separates its columns, and what those are called that are fields."""

    delimiter: str
    columns: dict[int, str]

    def holds(self, field: str) -> list[int]:
        """The columns that hold a field."""
        return [at for at, name in self.columns.items() if field_of(name) == field]

    def named(self, row: Sequence[str]) -> dict[str, str]:
        """The cells of a row by the names of their columns; of two of one name, the first that is not blank."""
        cells: dict[str, str] = {}
        for at, name in self.columns.items():
            if at < len(row) and not cells.get(name, "").strip():
                cells[name] = row[at]
        return cells


def read(path: Path, origin: str) -> Iterator[Article | CorpusError]:
    """Read the articles of a CSV file, one row at a time.

    The first row names the columns, as a record's fields or by a usual other name (`fields.field_of`; case, spaces and
    hyphens do not count); other columns are passed over.  Commas, semicolons, tabs and bars are told apart by
    which of them makes names of that row.  A row that cannot be taken comes as an error with the line on which
    it begins; reading goes on with the line behind that, so a quote that is never closed costs one row.

    Raises:
        SourceError: If the file is empty, binary, in no encoding that gives a plausible text, or has no column for
            the text.
        OSError: If it cannot be read.
    """
    encoding = _encoding(path, origin)
    with _opened(path, encoding) as text, _whole_text(origin):
        rows = TableRows(text, origin)
        layout = _layout(rows, origin)
        if not layout.holds("text"):
            raise SourceError(origin, _no_text_column(layout, rows.names))
        records = Records(origin, day_first=_DayFirst(path, encoding, origin))
        yield from _articles(rows, layout, records, origin)


def read_records(path: Path, origin: str) -> Iterator[tuple[int, dict[str, object]] | CorpusError]:
    """The rows of a CSV file as records, by the lines they begin on, whether or not they have a text.

    Raises:
        SourceError: As `read`, but for the column of the text.
        OSError: If it cannot be read.
    """
    with _opened(path, _encoding(path, origin)) as text, _whole_text(origin):
        rows = TableRows(text, origin)
        layout = _layout(rows, origin)
        for line, row in rows:
            yield row if isinstance(row, ArticleError) else (line, {**layout.named(row)})


def _opened(path: Path, encoding: str) -> TextIO:
    return path.open(encoding=encoding, errors="surrogateescape", newline="")


@contextmanager
def _whole_text(origin: str) -> Iterator[None]:
    """Say by name that a file in UTF-16 is not whole."""
    try:
        yield
    except UnicodeError as error:
        raise SourceError(origin, "is not whole UTF-16 text; save it as UTF-8") from error


def _encoding(path: Path, origin: str) -> str:
    """The encoding of a file, told from its first lines that are not plain ASCII."""
    with path.open("rb") as file:
        sample = start = file.read(_PEEK)
        while start.isascii() and sample and (sample := file.read(_PEEK)):
            start = sample if not sample.isascii() else start
    encoding = text_encoding(start)
    if encoding == "utf-8-sig" and b"\0" in start:
        raise SourceError(origin, BINARY)
    return encoding


class _DayFirst:
    """Whether 03/04/2024 is written with the day first in a field, as the whole of its column shows."""

    def __init__(self, path: Path, encoding: str, origin: str) -> None:
        self._path = path
        self._encoding = encoding
        self._origin = origin
        self._known: dict[str, bool | None] = {}

    def __call__(self, field: str) -> bool | None:
        """Read the column, once."""
        if field not in self._known:
            with _opened(self._path, self._encoding) as text:
                self._known[field] = day_comes_first(self._cells(field, text))
        return self._known[field]

    def _cells(self, field: str, text: TextIO) -> Iterator[str]:
        rows = TableRows(text, self._origin)
        columns = _layout(rows, self._origin).holds(field)
        for _, row in rows:
            if not isinstance(row, ArticleError):
                yield from (row[at] for at in columns if at < len(row))


def _articles(
    rows: TableRows, layout: _Layout, records: Records, origin: str
) -> Iterator[Article | CorpusError]:
    badly_encoded, well = 0, 0
    for line, row in rows:
        bad = row if isinstance(row, ArticleError) else _flaw(row, line, origin, layout)
        badly_encoded += isinstance(bad, _EncodingError)
        well += not isinstance(bad, _EncodingError)
        if badly_encoded == _BAD_ROWS and not well:
            raise SourceError(
                origin, f"is not UTF-8 text (none of its first {_BAD_ROWS} rows is); save it as UTF-8"
            )
        if bad is not None:
            yield bad
        elif not isinstance(row, ArticleError):
            yield from records.take(layout.named(row), line)


class _EncodingError(ArticleError):
    """A row with bytes that are not UTF-8."""


def _flaw(row: Sequence[str], line: int, origin: str, layout: _Layout) -> ArticleError | None:
    """Why a row can hold no article; `None` where it can."""
    bad = next((cell for cell in row if _NOT_UTF8.search(cell)), None)
    if bad is not None:
        byte = ord(_NOT_UTF8.search(bad)[0]) - 0xDC00  # type: ignore[index] # it was found the line before
        return _EncodingError(f"{origin}:{line}", f"is not UTF-8 text (byte 0x{byte:02x}); save it as UTF-8")
    if len(row) > _MOST_COLUMNS:
        return ArticleError(f"{origin}:{line}", f"has more than {_MOST_COLUMNS:,} columns; mend its quotes")
    if len(row) <= min(layout.holds("text")):
        return ArticleError(
            f"{origin}:{line}", f"has too few columns to hold a text ({len(row)}); mend the row"
        )
    return None


def _layout(rows: TableRows, origin: str) -> _Layout:
    """Find the layout from the first row, and tell the rows what separates their columns."""
    best = _Layout(",", {})
    header = rows.header()
    for delimiter in [rows.delimiter] if rows.delimiter else _DELIMITERS:
        try:
            cells = next(csv.reader(iter(header), delimiter=delimiter, strict=True), [])
        except csv.Error:
            continue
        named = (cell.strip("\ufeff \t\r\n") for cell in cells[:_MOST_COLUMNS])
        columns = {at: name for at, name in enumerate(named) if field_of(name)}
        if len(columns) > len(best.columns):
            best = _Layout(delimiter, columns)
        rows.names = max(rows.names, cells, key=len)
    if not best.columns:
        raise SourceError(origin, _no_text_column(best, rows.names))
    rows.delimiter = best.delimiter
    return best


def _no_text_column(layout: _Layout, names: Sequence[str]) -> str:
    shown = ", ".join(repr(name.strip("\ufeff")[:40]) for name in names[:10])
    reason = (
        f"has no column for the text; name the columns in the first row, one of them text (it has {shown})"
    )
    if layout.holds("url"):
        reason += "; to have the pages fetched that it lists, name it as pages: and its path"
    return reason


class TableRows:
    """The rows of a file with the lines they begin on, whatever is wrong with some of them."""

    def __init__(self, text: TextIO, origin: str) -> None:
        csv.field_size_limit(MAX_BYTES)
        self.delimiter = ""
        self.names: list[str] = []
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
