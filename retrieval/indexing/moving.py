"""A store moved from its folder into PostgreSQL, or back."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.errors import EmptyStoreError, SettingsError, StoreError
from retrieval.indexing.journal import JournalError
from retrieval.indexing.journals import journal_of
from retrieval.store.engine import store_engine
from retrieval.store.folder_engine import FolderEngine
from retrieval.store.likeness import differences
from retrieval.store.move import copy_generation
from retrieval.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.settings import Settings
    from retrieval.store.port.engine import StoreEngine
    from retrieval.store.progress import Progress


class Direction(StrEnum):
    """Where a store is moved to."""

    DATABASE = "database"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A move that was done.

    Attributes:
        source: Where the store was copied from.
        target: Where it is published now.
        articles: How many articles it holds.
        passages: How many passages these have.
        differences: What both answer differently; empty where they answer alike.
    """

    source: str
    target: str
    articles: int
    passages: int
    differences: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The move as plain JSON types."""
        return asdict(self)


def move_store(
    settings: Settings,
    direction: Direction,
    *,
    embeddings: SentenceTransformerEmbeddings | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Move:
    """Copy the published generation from the folder into PostgreSQL, or back, and see whether both answer alike.

    Both stores may be read meanwhile; the one that is copied from stays as it is.  Both are locked, so that no refresh
    comes between.

    Args:
        settings: Name the folder, the database and the Chroma server.
        direction: Where to.
        embeddings: The embedding model; the one that the settings name where left out.
        progress: Called now and then with how far it has come.

    Raises:
        SettingsError: The settings name no database.
        EmptyStoreError: There is nothing to move.
        StoreError: A refresh is running, or one of the stores cannot be read or written.
    """
    source, target = _engines(settings, direction)
    embeddings = embeddings or SentenceTransformerEmbeddings.from_settings(settings)
    with source.locked(), target.locked():
        name = source.published()
        if name is None:
            raise EmptyStoreError(f"there are no articles in {source.place} yet, and nothing to move")
        source.manifest(name).check_model(settings.embedding_model, source.place)
        articles, passages = copy_generation(source, name, target, embeddings, progress or (lambda _: None))
        _take_notes_over(source, target)
        found = _compared(source, target)
        target.clear(settings.kept_generations)
    return Move(
        source=source.place, target=target.place, articles=articles, passages=passages, differences=found
    )


def _take_notes_over(source: StoreEngine, target: StoreEngine) -> None:
    """Note beside the target what is noted beside the source: how refreshes went, and whether a rollback holds them."""
    states = journal_of(source)
    try:
        journal_of(target).fill(states.sources().values(), states.touched())
    except JournalError as error:
        raise StoreError(
            f"the articles are in {target.place}, but the reports of refreshes cannot be written there ({error}); see "
            "to that and run this again"
        ) from error
    if source.hold.since is not None:
        target.hold.begin()
    else:
        target.hold.end()


def _engines(settings: Settings, direction: Direction) -> tuple[StoreEngine, StoreEngine]:
    """The store that is copied from, and the one that is copied to."""
    if settings.database_address is None:
        raise SettingsError(
            "a move needs PRESSCITE_DATABASE_URL and PRESSCITE_CHROMA_URL, whichever way it goes"
        )
    database = store_engine(settings)
    if direction is Direction.DATABASE:
        return FolderEngine.at(settings.home, settings.chroma_address), database
    return database, FolderEngine.at(settings.home)


def _compared(source: StoreEngine, target: StoreEngine) -> tuple[str, ...]:
    with (
        closing(Snapshot(source, str(source.published()))) as one,
        closing(Snapshot(target, str(target.published()))) as other,
    ):
        return tuple(differences(one, other))
