"""Files and folders of articles, and the way from a name to its source."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus.address import PAGES_PREFIX, is_address, path_of
from corpus.errors import CorpusError, SkippedError, SourceError
from corpus.readers.contents import reason_of
from corpus.source import nothing_seen

if TYPE_CHECKING:
    from corpus.article import Article
    from corpus.source import Item, Seen, Source
    from corpus.web.fetcher import Fetcher

Reader = Callable[[Path, str], "Iterator[Article | CorpusError]"]
"""Reads the file at a path; the second argument is what the path is called in ids and reports."""


def _reader(module: str, function: str = "read") -> Reader:
    """The reader in a module of `corpus.readers`, imported when it is first used: some bring heavy libraries in."""

    def read(path: Path, origin: str) -> Iterator[Article | CorpusError]:
        found: Reader = getattr(import_module(f"corpus.readers.{module}"), function)
        return found(path, origin)

    return read


def _read_archive(path: Path, origin: str) -> Iterator[Article | CorpusError]:
    from corpus.readers import archive

    return archive.read(path, origin, READERS.get)


READERS: dict[str, Reader] = {
    ".txt": _reader("text"),
    ".md": _reader("markdown"),
    ".markdown": _reader("markdown"),
    ".html": _reader("html"),
    ".htm": _reader("html"),
    ".xhtml": _reader("xhtml"),
    ".mht": _reader("mht"),
    ".mhtml": _reader("mht"),
    ".json": _reader("json_file"),
    ".jsonl": _reader("json"),
    ".ndjson": _reader("json"),
    ".xml": _reader("xml_file"),
    ".rss": _reader("xml_file"),
    ".atom": _reader("xml_file"),
    ".rdf": _reader("xml_file"),
    ".opml": _reader("xml_file"),
    ".csv": _reader("tables"),
    ".tsv": _reader("tables"),
    ".pdf": _reader("pdf"),
    ".docx": _reader("docx"),
    ".eml": _reader("mail"),
    ".mbox": _reader("mail", "read_mailbox"),
    ".zip": _read_archive,
}
"""The reader for each suffix."""


def open_source(name: str | Path, fetcher: Fetcher | None = None, seen: Seen = nothing_seen) -> Source:
    """Find the file, the folder or the address that a name stands for.

    Args:
        name: A path, in which `~` stands for the home folder; or an http or https address of a feed, a sitemap
            or a page.  Which of them it is shows when it is fetched; `feed:`, `sitemap:` or `page:` before
            the address says so beforehand.  `pages:` before the path of a table has the pages fetched that the
            table lists by their addresses.
        fetcher: Fetches addresses; one with its defaults, that keeps nothing on disk, where left out.
        seen: Tells what an item of that origin looked like when it was read; `None` of one that was not.  A source
            that goes back page by page ends where it is known.

    Returns:
        A source whose items are the file itself, or the files of the folder and of the folders in it.  Files
        and folders whose names begin with a dot are left out.  Links are followed, but nothing is listed
        twice.  A file that is named itself and has a suffix presscite does not know is read as plain text.
        Of an address, the articles of the feed, the pages of the sitemap, the posts of the Telegram channel, or
        the page.

    Raises:
        SourceError: If there is nothing at the path, or the address is none that can be fetched.
    """
    given = str(name)
    if is_address(given):
        from corpus.web.discovery import open_address
        from corpus.web.fetcher import Fetcher

        return open_address(given, fetcher or Fetcher(), seen)
    if given.startswith(PAGES_PREFIX):
        from corpus.web.fetcher import Fetcher
        from corpus.web.listed_pages import ListedPages

        path = Path(os.path.abspath(Path(path_of(given)).expanduser()))  # noqa: PTH100 - as below
        return ListedPages(path, PAGES_PREFIX + _shown(path), fetcher or Fetcher())
    if not given.strip():
        raise SourceError("''", "the name of the source is empty; name a file, a folder or an address")
    # Not resolve(): a link such as news -> news-2024-05 keeps its name, and its articles their ids.
    path = Path(os.path.abspath(Path(given).expanduser()))  # noqa: PTH100 - as said above
    try:
        info = path.stat()
    except (OSError, ValueError) as error:
        raise SourceError(_shown(path), _not_found(error)) from error
    if stat.S_ISDIR(info.st_mode):
        return Folder(path)
    if stat.S_ISREG(info.st_mode):
        return _opened_file(path, fetcher)
    raise SourceError(_shown(path), "is neither a file nor a folder")


def _opened_file(path: Path, fetcher: Fetcher | None) -> Source:
    if path.suffix.lower() != ".opml":
        return File(path)
    from corpus.web.fetcher import Fetcher
    from corpus.web.opml import FeedList

    return FeedList(path, _shown(path), fetcher or Fetcher())


class FileItem(NamedTuple):
    """One file, with its size and time of change as they were when it was listed."""

    path: str
    origin: str
    fingerprint: str
    reader: Reader

    def read(self) -> Iterator[Article | CorpusError]:
        """Read the articles in the file; errors are among them."""
        try:
            yield from self.reader(Path(self.path), self.origin)
        except CorpusError as error:
            yield error
        except OSError as error:
            yield SourceError(self.origin, reason_of(error))


@dataclass(frozen=True, slots=True)
class File:
    """A source that is one file."""

    path: Path

    @property
    def name(self) -> str:
        """The absolute path."""
        return _shown(self.path)

    @property
    def lists_all(self) -> bool:
        """Always."""
        return True

    def items(self) -> Iterator[Item | CorpusError]:
        """The file itself."""
        yield _item(str(self.path), self.path.stat, default=READERS[".txt"])


@dataclass(frozen=True, slots=True)
class Folder:
    """A source that is a folder and all that is in it."""

    path: Path

    @property
    def name(self) -> str:
        """The absolute path."""
        return _shown(self.path)

    @property
    def lists_all(self) -> bool:
        """Always."""
        return True

    def items(self) -> Iterator[Item | CorpusError]:
        """The files, sorted by path; errors for folders that cannot be listed stand where they belong."""
        # In a large folder nearly all files are unchanged, so no more is done for each than a look at it.
        found = [*self._listed()]
        found.sort(key=lambda pair: pair[0].replace(os.sep, "\0"))  # as lists of names would sort
        for path, entry in found:
            if isinstance(entry, SourceError):
                yield entry
            else:
                yield _item(path, entry.stat, default=None)

    def _listed(self) -> Iterator[tuple[str, os.DirEntry[str] | SourceError]]:
        folders = [str(self.path)]
        links: list[str] = []
        listed: set[tuple[int, int]] = set()
        while folders or links:
            # Real folders come first, so that their files are known by their own paths and not by a link's.
            folder = folders.pop() if folders else links.pop(0)
            try:
                entries = _entries(folder, listed)
            except OSError as error:
                yield folder, SourceError(_shown(folder), reason_of(error))
                continue
            for entry in entries:
                if not _is_folder(entry):
                    yield entry.path, entry
                elif not entry.is_symlink():
                    folders.append(entry.path)
                elif not self.path.resolve().is_relative_to(Path(entry.path).resolve()):
                    # A link to a folder above would bring in everything beside this one.
                    links.append(entry.path)


def _entries(folder: str, listed: set[tuple[int, int]]) -> list[os.DirEntry[str]]:
    """What is in a folder and not hidden, by name; nothing where it was listed before.

    Raises:
        OSError: It cannot be listed.
    """
    info = os.stat(folder)  # noqa: PTH116 - no Path for each of very many
    if (info.st_dev, info.st_ino) in listed:
        return []
    listed.add((info.st_dev, info.st_ino))
    entries = (entry for entry in os.scandir(folder) if not entry.name.startswith("."))
    return sorted(entries, key=lambda entry: entry.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link in a circle; looking at it says what is wrong


def _item(path: str, look: Callable[[], os.stat_result], default: Reader | None) -> Item | CorpusError:
    origin = _shown(path)
    try:
        info = look()
    except OSError as error:
        return SourceError(origin, reason_of(error))
    if not stat.S_ISREG(info.st_mode):
        return SkippedError(origin, "is not a regular file")
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122 - no Path for each of very many
    reader = READERS.get(suffix, default)
    if reader is None:
        kind = f"{suffix} files are" if suffix else "files without a suffix are"
        return SkippedError(origin, f"{kind} not read; presscite reads {', '.join(READERS)}")
    return FileItem(path, origin, f"{info.st_size}-{info.st_mtime_ns}", reader)


def _shown(path: str | Path) -> str:
    """The path as text that can always be encoded: bytes that are not UTF-8 become numbers."""
    shown = path if isinstance(path, str) else str(path)
    if shown.isascii() and os.sep == "/":
        return shown
    if os.sep != "/":
        shown = shown.replace(os.sep, "/")
    return shown.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _not_found(error: OSError | ValueError) -> str:
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return "there is no such file or folder; check the path"
    return reason_of(error) if isinstance(error, OSError) else "is not a path"
