"""ZIP archives: their files are read as if they lay in a folder."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from corpus.errors import CorpusError, SkippedError, SourceError
from corpus.readers import unzip
from corpus.readers.bounded import extract
from corpus.readers.contents import load, reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus.article import Article

    Reader = Callable[[Path, str], Iterator[Article | CorpusError]]

MAX_BYTES = 200_000_000
"""The most bytes an archive may have."""

MAX_UNPACKED = 250_000_000
"""The most bytes that its files may have together, those of the archives in it too."""

MAX_FILES = 20_000
MAX_DEPTH = 3

_PROBLEMS = {
    unzip.LOCKED: "is locked with a password; save it without one",
    unzip.OUTSIDE: "leads out of the archive, which no path in one should; it is left alone",
    unzip.LINK: "is a link, which may lead anywhere; it is left alone",
    unzip.BROKEN: "is broken; make the archive anew",
}


def read(
    path: Path, origin: str, reader_of: Callable[[str], Reader | None]
) -> Iterator[Article | CorpusError]:
    """Read the files of a ZIP archive, and of the archives in it.

    Args:
        path: The archive.
        origin: What it is called in ids and reports; its files are called by their paths in it, behind a slash.
        reader_of: The reader for a suffix, if there is one.

    Raises:
        SourceError: If it is no archive, or unpacks to more than it may.
        OSError: If it cannot be read.
    """
    yield from Unpacking(reader_of).read(path, origin, 1)


class Unpacking:
    """The unpacking of an archive and of those in it: how much came out counts together.

    Args:
        reader_of: The reader for a suffix, if there is one.
    """

    def __init__(self, reader_of: Callable[[str], Reader | None]) -> None:
        self._reader_of = reader_of
        self._left = MAX_UNPACKED

    def read(self, path: Path, origin: str, depth: int) -> Iterator[Article | CorpusError]:
        """The articles of the files in an archive.

        Raises:
            SourceError: If it cannot be unpacked.
            OSError: If it cannot be read.
        """
        data = load(path, origin, MAX_BYTES)
        with TemporaryDirectory(prefix="presscite-") as folder:
            found = extract(
                unzip.__file__, data, origin, kind="an archive",
                folder=folder, most_files=MAX_FILES, most_bytes=self._left,
            )  # fmt: skip
            if "problem" in found:
                raise SourceError(origin, _refusal(found["problem"]))
            self._left -= found["size"]
            for file in sorted(found["files"], key=lambda file: str(file["name"]).split("/")):
                name = f"{origin}/{_printable(file['name'])}"
                if "problem" in file:
                    yield SourceError(name, _PROBLEMS[file["problem"]])
                else:
                    yield from self._file(Path(folder, str(file["number"])), name, depth)

    def _file(self, path: Path, name: str, depth: int) -> Iterator[Article | CorpusError]:
        suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 - the name of no file on this disk
        reader = self._reader_of(suffix)
        try:
            if suffix == ".zip" and depth < MAX_DEPTH:
                yield from self.read(path, name, depth + 1)
            elif suffix == ".zip":
                yield SourceError(name, "lies deeper than three archives; unpack it")
            elif reader is None:
                yield SkippedError(name, "is of a kind that is not read")
            else:
                yield from reader(path, name)
        except CorpusError as error:
            yield error
        except OSError as error:
            yield SourceError(name, reason_of(error))


def _refusal(problem: str) -> str:
    if problem == unzip.TOO_MANY:
        return f"holds more than {MAX_FILES:,} files; split it"
    if problem == unzip.TOO_LONG:
        return f"unpacks to more than {MAX_UNPACKED:,} bytes; split it"
    return "is no archive that can be read; make it anew"


def _printable(name: str) -> str:
    """A name of a file that can be printed and stored."""
    cleaned = "".join(char if char.isprintable() else "\ufffd" for char in name)
    return cleaned.replace("\\", "/").encode("utf-8", "replace").decode("utf-8")
