"""Which generations are kept: the published one, some before it, and those that somebody reads."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from retrieval.errors import StoreError
from retrieval.store.lease import unread
from retrieval.store.manifest import MANIFEST

if TYPE_CHECKING:
    from retrieval.store.files import StoreFiles


class Retention:
    """Keeps some generations and removes the others.

    Args:
        files: The store.
        kept: How many generations before the published one are kept.

    Attributes:
        kept: The same.
    """

    def __init__(self, files: StoreFiles, kept: int) -> None:
        self._files = files
        self.kept = kept
        self._removed = False

    def before(self) -> list[str]:
        """Names of the generations that were published before the one that is now, the latest first."""
        current = self._files.published() or ""
        return [name for name in reversed(self._published_once()) if name < current]

    def others(self) -> list[str]:
        """Names of all whole generations but the published one: those before it, the latest first, then later ones."""
        earlier = self.before()
        skipped = {self._files.published(), *earlier}
        return [*earlier, *(name for name in reversed(self._published_once()) if name not in skipped)]

    def _published_once(self) -> list[str]:
        """Names of the generations that are whole; what a killed refresh has left has no manifest."""
        return [name for name in self._files.names() if (self._files.generation(name) / MANIFEST).is_file()]

    def leftovers(self) -> list[str]:
        """Names of generations that are not to be kept: remains of killed refreshes, older ones, ones rolled back from.

        Somebody may still be reading them.
        """
        wanted = {self._files.published(), *self.before()[: self.kept]}
        return [name for name in self._files.names() if name not in wanted]

    def rolled_back(self) -> list[str]:
        """Names of whole generations after the published one: what was rolled back, while refreshes are held."""
        current = self._files.published() or ""
        return [name for name in self._published_once() if name > current]

    def server_leftovers(self) -> list[str]:
        """Collections in the Chroma server that belong to no generation that is here.

        Raises:
            StoreError: The Chroma server is not reached.
        """
        return self._files.server.leftovers(keep=self._files.names) if self._files.server else []

    def clear(self) -> None:
        """Remove every generation that is neither kept nor being read; call it with the lock held."""
        for name in self.leftovers():
            with unread(self._files.generation(name)) as free:
                if free:
                    self._files.remove(name)
                    self._removed = True
        if self._removed:
            # Also what a refresh that was killed had asked for and the server has made since.  What stays in it now
            # goes with the next generation.
            with suppress(StoreError):
                self._files.clear_server()
