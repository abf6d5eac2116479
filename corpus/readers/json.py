"""JSON Lines: one article a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, BinaryIO

from corpus.errors import ArticleError, CorpusError, SourceError
from corpus.readers.contents import BINARY, MAX_BYTES, UTF16_MARKS, wrong_encoding
from corpus.readers.record import Records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus.article import Article

_PEEK = 8192
_SKIP = 65536


def read(path: Path, origin: str) -> Iterator[Article | CorpusError]:
    """Read the articles of a JSON Lines file, one line at a time.

    A line that cannot be taken comes as an error among the articles; the lines behind it are read.

    Raises:
        SourceError: If the file is empty, binary or UTF-16.
        OSError: If it cannot be read.
    """
    records = Records(origin)
    empty = True
    with path.open("rb") as file:
        _check_start(file.read(_PEEK), origin)
        file.seek(0)
        for number, line in _lines(file, origin):
            empty = False
            if isinstance(line, ArticleError):
                yield line
            else:
                yield from _taken(line, origin, number, records)
    if empty:
        raise SourceError(origin, "is empty")


def read_records(path: Path, origin: str) -> Iterator[tuple[int, dict[str, object]] | CorpusError]:
    """The lines of a JSON Lines file as records, by their numbers, whether or not they have a text.

    Raises:
        SourceError: As `read`.
        OSError: If it cannot be read.
    """
    with path.open("rb") as file:
        _check_start(file.read(_PEEK), origin)
        file.seek(0)
        for number, line in _lines(file, origin):
            try:
                yield (
                    line if isinstance(line, ArticleError) else (number, _fields(line, f"{origin}:{number}"))
                )
            except CorpusError as error:
                yield error


def _check_start(start: bytes, origin: str) -> None:
    if start.startswith(UTF16_MARKS):
        raise SourceError(origin, "is UTF-16 text, and JSON Lines are UTF-8; save it as UTF-8")
    if b"\0" in start:
        raise SourceError(origin, BINARY)


def _lines(file: BinaryIO, origin: str) -> Iterator[tuple[int, bytes | ArticleError]]:
    """Lines that are not blank, with their numbers from 1; no more than `MAX_BYTES` of one are held."""
    number = 0
    while line := file.readline(MAX_BYTES + 1):
        number += 1
        if len(line) > MAX_BYTES:
            size = len(line) + _skip_rest(file, line)
            # Let go of the piece before the consumer does something with the error.
            line = b""
            reason = f"is {size:,} bytes long; one article may have {MAX_BYTES:,}: split it into articles"
            yield number, ArticleError(f"{origin}:{number}", reason)
        elif line.strip():
            yield number, line


def _skip_rest(file: BinaryIO, line: bytes) -> int:
    skipped = 0
    while line and not line.endswith(b"\n"):
        line = file.readline(_SKIP)
        skipped += len(line)
    return skipped


def _taken(line: bytes, path: str, number: int, records: Records) -> Iterator[Article | CorpusError]:
    try:
        fields = _fields(line, f"{path}:{number}")
    except CorpusError as error:
        yield error
        return
    yield from records.take(fields, number)


def _fields(line: bytes, origin: str) -> dict[str, object]:
    try:
        value = json.loads(line.rstrip().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ArticleError(origin, wrong_encoding(error, line)) from error
    except json.JSONDecodeError as error:
        reason = f"is not JSON ({error.msg} at character {error.pos + 1}); write one object a line"
        raise ArticleError(origin, reason) from error
    except RecursionError as error:
        raise ArticleError(origin, "is not JSON that can be read (nested too deeply)") from error
    except ValueError as error:
        raise ArticleError(origin, "is not JSON that can be read (a number has too many digits)") from error
    if not isinstance(value, dict):
        raise ArticleError(origin, 'is not a JSON object; write a line as {"text": "…", "title": "…"}')
    return value
