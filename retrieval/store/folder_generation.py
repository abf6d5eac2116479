"""A generation in a folder of its own, open for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.store.catalogue import Catalogue
from retrieval.store.checksums import stamps
from retrieval.store.database import IndexDatabase
from retrieval.store.files import CATALOGUE
from retrieval.store.lease import Lease
from retrieval.store.manifest import Manifest
from retrieval.store.postings import Postings
from retrieval.store.sentence_table import SentenceTable

if TYPE_CHECKING:
    from retrieval.store.files import StoreFiles
    from retrieval.store.vectors import Vectors


class FolderGeneration:
    """A generation in a folder of its own, open for reading; see `OpenGeneration`.

    Args:
        files: The store.
        name: The generation.
        vectors: Whether its vectors are opened too, which takes memory.

    Attributes:
        manifest: What it says of itself.
        tables: Its SQLite file.
        catalogue: Its articles and passages.
        postings: Which of its passages hold which terms.
        sentences: The vectors of their sentences.

    Raises:
        FileNotFoundError: It is gone.
        StoreError: It is damaged, of another format, or its Chroma server is not reached.
    """

    def __init__(self, files: StoreFiles, name: str, *, vectors: bool) -> None:
        folder = files.generation(name)
        self._files = files
        self._folder = folder
        self._vectors: Vectors | None = None
        self._lease = Lease(folder)  # what is opened after it cannot vanish
        try:
            self.manifest = Manifest.read(folder)
            self._stamps = stamps(folder, self.manifest.files)
            files.check_intact(folder, self.manifest)
            self.tables = IndexDatabase(folder / CATALOGUE)
            if vectors:
                self._vectors = files.vectors(name, kept=self.manifest.vectors)
        except BaseException:
            self._lease.release()
            raise
        self.catalogue = Catalogue(self.tables)
        self.postings = Postings(self.tables, self.manifest.analysis)
        self.sentences = SentenceTable(self.tables)

    @property
    def place(self) -> str:
        """Its folder."""
        return str(self._folder)

    @property
    def vectors(self) -> Vectors:
        """The vectors of its passages."""
        if self._vectors is None:
            self._vectors = self._files.vectors(self._folder.name, kept=self.manifest.vectors)
        return self._vectors

    def is_altered(self) -> bool:
        """Whether somebody has written to its files since it was opened, which nobody should."""
        return stamps(self._folder, self.manifest.files) != self._stamps

    def close(self) -> None:
        """Let go of its files and memory."""
        self.tables.close()
        if self._vectors is not None:
            self._vectors.close()
        self._lease.release()
