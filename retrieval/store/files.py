"""The folder layout of a store, and how a generation is staged and published in it."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from retrieval.errors import StoreBusyError, StoreError
from retrieval.store.checksums import checksums, damage
from retrieval.store.chroma_server import ChromaServer, NameFile
from retrieval.store.file_copy import copy_any, copy_file
from retrieval.store.manifest import SERVER, Manifest
from retrieval.store.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CATALOGUE = "catalogue.db"
CHROMA = "chroma"
_CHROMA_DATABASE = "chroma.sqlite3"
_CHROMA_INDEX = (
    "index_metadata.pickle"  # in the folder of a segment whose index Chroma has written to the disk
)


class StoreFiles:
    """The folder layout of a store, and how a generation is staged and published in it.

    Args:
        home: `PRESSCITE_HOME`.
        chroma_url: The Chroma server that holds the vectors of generations to come; `None` where they stand in
            the generation's folder.
    """

    def __init__(self, home: Path, chroma_url: str | None = None) -> None:
        self.folder = home / "store"
        self.server = ChromaServer(chroma_url, NameFile(self.folder / "name")) if chroma_url else None
        self._current = self.folder / "current"
        self._generations = self.folder / "generations"

    # Reading

    def published(self) -> str | None:
        """Name of the published generation, or `None` where there is none yet."""
        try:
            return self._current.read_text(encoding="utf-8").strip() or None
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise StoreError(f"{self._current} cannot be read ({error.strerror})") from error

    def generation(self, name: str) -> Path:
        """Folder of a generation."""
        return self._generations / name

    def check_intact(self, folder: Path, manifest: Manifest) -> None:
        """Refuse a generation whose files are not what was written.

        Raises:
            StoreError: One of them is damaged or gone.
        """
        for fault in damage(folder, manifest.files):
            raise StoreError(f"{folder} is damaged: {fault}; mend it with: presscite doctor --repair")

    def vectors(self, name: str, *, kept: str, create: bool = False) -> Vectors:
        """The vectors of a generation.

        Args:
            name: The generation.
            kept: Where its manifest says that they are.
            create: Make the collection where it is missing.

        Raises:
            StoreError: They cannot be opened.
        """
        if kept != SERVER:
            return Vectors.in_folder(self.generation(name) / CHROMA, create=create)
        if self.server is None:
            raise StoreError(
                f"the vectors of the store in {self.folder} are in a Chroma server; set PRESSCITE_CHROMA_URL to "
                "its address, or build the store anew without one: presscite refresh --rebuild"
            )
        return self.server.open(name, create=create)

    def chroma_database(self, name: str) -> Path:
        """The database of the Chroma in a generation's folder."""
        return self.generation(name) / CHROMA / _CHROMA_DATABASE

    def busy(self) -> bool:
        """Whether a refresh is running."""
        if not (self.folder / "lock").exists():
            return False
        lock = FileLock(self.folder / "lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            return True
        except OSError:
            return False  # a folder that cannot be written holds no refresh
        lock.release()
        return False

    def names(self) -> list[str]:
        """Names of all generations that are there, whatever has become of them, in the order they were begun."""
        if not self._generations.is_dir():
            return []
        return sorted(folder.name for folder in self._generations.iterdir())

    # Writing

    @contextmanager
    def locked(self, waiting: Callable[[], None] | None = None) -> Iterator[None]:
        """Hold the store for writing.

        Args:
            waiting: Called where another refresh holds it, which is then waited for; without it that is an error.

        Raises:
            StoreBusyError: Another refresh holds it.
            StoreError: The folder cannot be written.
        """
        try:
            self._generations.mkdir(parents=True, exist_ok=True)
            lock = self._acquired(waiting)
        except OSError as error:
            raise StoreError(
                f"{self.folder} cannot be written ({error.strerror}); set PRESSCITE_HOME to a folder that can"
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _acquired(self, waiting: Callable[[], None] | None) -> FileLock:
        lock = FileLock(self.folder / "lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            if waiting is None:
                raise StoreBusyError(
                    f"another refresh is writing to {self.folder}; wait for it to end and run this again, or "
                    "let this one wait with --wait"
                ) from error
            waiting()
            lock.acquire(timeout=-1)
        return lock

    def stage(self, base: str | None) -> Path:
        """A folder for the next generation, with a copy of the catalogue of `base`; call it with the lock held."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")  # so that names are in the order of time
        folder = self._generations / f"{stamp}-{secrets.token_hex(3)}"
        folder.mkdir()
        if base is not None:
            copy_file(self._generations / base / CATALOGUE, folder / CATALOGUE)
        return folder

    def copy_vectors(self, base: str, folder: Path) -> None:
        """Copy the vectors that stand in the folder of `base` into a staged folder."""
        # Not hard links: Chroma writes into its files where they are.
        shutil.copytree(
            self._generations / base / CHROMA,
            folder / CHROMA,
            copy_function=copy_any,
            ignore=shutil.ignore_patterns("*-journal", "*-wal", "*-shm"),
        )

    def publish(self, folder: Path, manifest: Manifest) -> None:
        """Make a staged folder the published generation, in one step that survives a power cut."""
        self.seal(folder, replace(manifest, made=datetime.now(UTC).isoformat(timespec="seconds")))
        for path in [*folder.rglob("*"), folder, self._generations]:
            sync(path)
        self.point_to(folder.name)

    @staticmethod
    def seal(folder: Path, manifest: Manifest) -> None:
        """Write the manifest of a generation that is whole, with the checksums of its files."""
        replace(manifest, files=checksums(_lasting(folder), folder)).write(folder)

    def point_to(self, name: str) -> None:
        """Make a generation that is whole and on the disk the published one; call it with the lock held."""
        pointer = self.folder / ".current.new"
        pointer.write_text(name, encoding="utf-8")
        sync(pointer)
        os.replace(pointer, self._current)  # noqa: PTH105 - the name says that it replaces, atomically
        sync(self.folder)

    def discard(self, folder: Path) -> None:
        """Throw a staged folder away, unless it was published after all."""
        if folder.name != self.published():
            shutil.rmtree(folder, ignore_errors=True)

    def remove(self, name: str) -> None:
        """Remove a generation that nobody reads; call it with the lock held."""
        if self.server is not None:
            # Before the folder, whose name is all that tells of it: a refresh may be killed in between.
            with suppress(StoreError):
                self.server.delete(name)
        shutil.rmtree(self.generation(name), ignore_errors=True)

    def clear_server(self) -> None:
        """Delete the collections of generations that are gone; call it with the lock held.

        Raises:
            StoreError: The Chroma server is not reached.
        """
        if self.server is not None:
            self.server.clear(keep=self.names)


def _lasting(folder: Path) -> list[Path]:
    """The files of a generation that never change once it is published.

    Chroma writes a little whenever it opens its database.  An index that is small is not written to the disk at all: of
    such a segment, what is in its folder is made anew whenever it is opened.
    """
    segments = [index.parent for index in sorted((folder / CHROMA).glob(f"*/{_CHROMA_INDEX}"))]
    return [folder / CATALOGUE, *(path for segment in segments for path in sorted(segment.iterdir()))]


def sync(path: Path) -> None:
    """Bring a file's or folder's content to the disk itself."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
