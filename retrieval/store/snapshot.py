"""One generation of the index, open for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.store.catalogue import Catalogue
from retrieval.store.files import CATALOGUE
from retrieval.store.lease import Lease
from retrieval.store.manifest import Manifest

if TYPE_CHECKING:
    from retrieval.store.files import StoreFiles


class Snapshot:
    """One generation of the index, open for reading; nothing that is published meanwhile changes it.

    Args:
        files: The store.
        name: Name of the generation.

    Raises:
        FileNotFoundError: It is gone.
        StoreError: It is damaged, of another format, or its Chroma server is not reached.
    """

    def __init__(self, files: StoreFiles, name: str) -> None:
        folder = files.generation(name)
        self.name = name
        self._lease = Lease(folder)  # what is opened after it cannot vanish
        try:
            self.manifest = Manifest.read(folder)
            self.catalogue = Catalogue(folder / CATALOGUE)
            self.vectors = files.vectors(name, kept=self.manifest.vectors)
        except BaseException:
            self._lease.release()
            raise
        self.readers = 0
        self.retired = False

    def close(self) -> None:
        """Let go of its files and memory."""
        self.catalogue.close()
        self.vectors.close()
        self._lease.release()
