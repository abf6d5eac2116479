"""What keeps the generations of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime

    from retrieval.store.manifest import Manifest
    from retrieval.store.port.open_generation import OpenGeneration
    from retrieval.store.port.staged_generation import StagedGeneration
    from retrieval.store.tables import Tables


class Hold(Protocol):
    """Whether refreshes by the clock are held, so that they do not bring back at once what was taken back."""

    @property
    def since(self) -> datetime | None:
        """Since when they are held; `None` where they are not."""
        ...

    def begin(self) -> None:
        """Hold refreshes by the clock; call it with the store locked."""
        ...

    def end(self) -> None:
        """Let them run again; call it with the store locked."""
        ...


class StoreEngine(Protocol):
    """Keeps the generations of a store, of which one is published at a time.

    Raises:
        StoreError: From any method, where the store cannot be read or written.
    """

    @property
    def place(self) -> str:
        """Where it is, for messages."""
        ...

    @property
    def kept(self) -> str:
        """Where vectors of generations to come are kept, as a manifest says it."""
        ...

    @property
    def hold(self) -> Hold:
        """Whether refreshes by the clock are held."""
        ...

    # Reading

    def published(self) -> str | None:
        """Name of the published generation, or `None` where there is none yet."""
        ...

    def manifest(self, name: str) -> Manifest:
        """What a generation says of itself, of this format or an older one."""
        ...

    def opened(self, name: str, *, vectors: bool = True) -> OpenGeneration:
        """A generation, open for reading.

        Args:
            name: The generation.
            vectors: Whether its vectors are opened at once.

        Raises:
            FileNotFoundError: It is gone.
            StoreError: It is damaged or of another format.
        """
        ...

    def tables(self, name: str) -> Tables:
        """The tables of a generation that cannot vanish, as the store is locked or it is open already."""
        ...

    def check_intact(self, name: str) -> None:
        """Refuse a generation that is not what was written, as far as that shows at a glance."""
        ...

    # Writing

    def locked(self, waiting: Callable[[], None] | None = None) -> AbstractContextManager[None]:
        """Hold the store for writing.

        Args:
            waiting: Called where another refresh holds it, which is then waited for; without it that is an error.

        Raises:
            StoreBusyError: Another refresh holds it.
        """
        ...

    def stage(self, base: str | None, earlier_texts: int = 0) -> StagedGeneration:
        """The next generation; call it with the store locked.

        Args:
            base: The published generation, where the next one holds what it holds to begin with.
            earlier_texts: How many texts of an article are kept once it has another one.
        """
        ...

    def point_to(self, name: str) -> None:
        """Make a generation that is whole the published one; call it with the store locked."""
        ...

    def before(self) -> list[str]:
        """Names of the generations that were published before the one that is now, the latest first."""
        ...

    def clear(self, kept: int) -> None:
        """Remove what is neither published, nor one of so many before it, nor being read; with the store locked."""
        ...
