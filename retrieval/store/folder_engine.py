"""A store in a folder: SQLite, with Chroma beside it or a Chroma server."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from retrieval.store.database import IndexDatabase
from retrieval.store.files import CATALOGUE, StoreFiles
from retrieval.store.folder_generation import FolderGeneration
from retrieval.store.folder_stage import FolderStage
from retrieval.store.hold import RefreshHold
from retrieval.store.manifest import EMBEDDED, SERVER, Manifest
from retrieval.store.retention import Retention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class FolderEngine:
    """A store in a folder; see `StoreEngine`.

    Args:
        files: Its folder layout.

    Attributes:
        files: The same.
        hold: Whether refreshes by the clock are held.
    """

    def __init__(self, files: StoreFiles) -> None:
        self.files = files
        self.hold = RefreshHold(files.folder, files.published)
        self._retention = Retention(files, 0)

    @classmethod
    def at(cls, home: Path, chroma_url: str | None = None) -> FolderEngine:
        """The store under a home folder."""
        return cls(StoreFiles(home, chroma_url))

    @property
    def place(self) -> str:
        """The store's folder."""
        return str(self.files.folder)

    @property
    def kept(self) -> str:
        """Where vectors of generations to come are kept."""
        return SERVER if self.files.server else EMBEDDED

    def published(self) -> str | None:
        """Name of the published generation, or `None` where there is none yet."""
        return self.files.published()

    def manifest(self, name: str) -> Manifest:
        """What a generation says of itself, of this format or an older one."""
        return Manifest.read_any(self.files.generation(name))

    def opened(self, name: str, *, vectors: bool = True) -> FolderGeneration:
        """A generation, open for reading."""
        return FolderGeneration(self.files, name, vectors=vectors)

    def tables(self, name: str) -> IndexDatabase:
        """The SQLite file of a generation that cannot vanish."""
        return IndexDatabase(self.files.generation(name) / CATALOGUE)

    def check_intact(self, name: str) -> None:
        """Refuse a generation whose files are not what was written."""
        folder = self.files.generation(name)
        self.files.check_intact(folder, Manifest.read(folder))

    @contextmanager
    def locked(self, waiting: Callable[[], None] | None = None) -> Iterator[None]:
        """Hold the store for writing."""
        with self.files.locked(waiting):
            if self.hold.since is None:
                self.hold.end()  # whoever published what ends it may have been killed before its mark was gone
            yield

    def stage(self, base: str | None, earlier_texts: int = 0) -> FolderStage:
        """The next generation; see `StoreEngine`."""
        return FolderStage(self.files, base, earlier_texts)

    def point_to(self, name: str) -> None:
        """Make a generation that is whole and on the disk the published one; call it with the store locked."""
        self.files.point_to(name)

    def before(self) -> list[str]:
        """Names of the generations that were published before the one that is now, the latest first."""
        return self._retention.before()

    def clear(self, kept: int) -> None:
        """Remove what is neither published, nor one of so many before it, nor being read."""
        self._retention.kept = kept
        self._retention.clear()
