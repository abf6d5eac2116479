"""Is the store sound?  What is wrong with it, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.errors import EmptyStoreError, StoreError
from retrieval.store.diagnosis import Diagnosis, Finding, Repair, each_once
from retrieval.store.engine import store_engine
from retrieval.store.folder_engine import FolderEngine
from retrieval.store.generation_examination import (
    REPAIR,
    collection_left_over,
    examine_generation,
    rollback_notice,
    server_away,
)
from retrieval.store.lease import unread
from retrieval.store.retention import Retention

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from retrieval.settings import Settings
    from retrieval.store.files import StoreFiles


def examine(settings: Settings) -> Diagnosis:
    """Look at everything in the published generation; writes nothing and needs no model.

    Raises:
        EmptyStoreError: Nothing has been published yet.
    """
    engine = store_engine(settings)
    name = engine.published()
    if name is None:
        raise EmptyStoreError(
            f"there are no articles in {engine.place} yet; put some in: presscite refresh FOLDER"
        )
    if isinstance(engine, FolderEngine):
        return _examined(engine, name, settings)
    from retrieval.store.postgres.engine import PostgresEngine
    from retrieval.store.postgres.examination import examine_database

    assert isinstance(engine, PostgresEngine)  # noqa: S101 - there is no third
    return examine_database(engine, name, settings)


def _examined(engine: FolderEngine, name: str, settings: Settings) -> Diagnosis:
    """How a store in a folder is."""
    files, since = engine.files, engine.hold.since
    health = examine_generation(files, name, settings)
    retention = Retention(files, settings.kept_generations)
    rolled_back = retention.rolled_back() if since else []
    return Diagnosis(
        findings=each_once([*health.findings, *_leftovers(files, retention, rolled_back)]),
        articles=health.articles,
        passages=health.passages,
        vectors=health.vectors,
        notice=rollback_notice(rolled_back, since),
    )


def _leftovers(files: StoreFiles, retention: Retention, expected: Collection[str]) -> Iterator[Finding]:
    """What is left over, apart from generations that are expected to be there."""
    if files.busy():
        return  # what looks left over is being written
    for name in sorted({*retention.leftovers()}.difference(expected)):
        with unread(files.generation(name)) as free:
            if free:
                yield Finding(
                    what=f"{files.generation(name)} is left over, such as from a refresh that was killed",
                    remedy=f"{REPAIR}; the next refresh also clears it away",
                    repair=Repair.CLEAR,
                )
    try:
        names = retention.server_leftovers()
    except StoreError as error:
        yield server_away(error)
        return
    for name in names:
        yield collection_left_over(name, "the next refresh that changes something")
