"""A close look at one generation: its manifest, its files, its catalogue, its vectors."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retrieval.errors import NewerFormatError, ServerUnreachableError, StoreError
from retrieval.store.checksums import damage
from retrieval.store.database import IndexDatabase
from retrieval.store.diagnosis import Finding, Repair
from retrieval.store.examination import Examination
from retrieval.store.files import CATALOGUE
from retrieval.store.hold import held_notice
from retrieval.store.lease import Lease
from retrieval.store.manifest import EMBEDDED, FORMAT, Manifest
from retrieval.store.vector_examination import VectorFaults, examine_vectors, examine_vectors_apart

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from retrieval.settings import Settings
    from retrieval.store.files import StoreFiles

REPAIR = "presscite doctor --repair"
REBUILD = "presscite refresh --rebuild, with all its sources"
_LAST_SOUND = f"{REPAIR} publishes the last sound generation, where one is kept; else {REBUILD}"


def collection_left_over(name: str, refresh: str) -> Finding:
    """That a refresh which was killed has left a collection in the Chroma server.

    Args:
        name: The collection.
        refresh: Which refresh deletes it too: "the next refresh".
    """
    return Finding(
        what=f"the collection {name} in the Chroma server is left over from a refresh that was killed",
        remedy=f"{REPAIR}; {refresh} also deletes it",
        repair=Repair.CLEAR,
    )


def rollback_notice(rolled_back: Sequence[str], since: datetime | None) -> str | None:
    """What there is to say after a rollback.

    Args:
        rolled_back: Names of the generations that it went back from, as far as they are there.
        since: Since when refreshes by the clock are held; `None` where they are not.
    """
    parts = []
    if rolled_back:
        parts.append(f"The next refresh removes what was rolled back: {', '.join(rolled_back)}.")
    if since is not None:
        parts.append(held_notice(since))
    return " ".join(parts) or None


def server_away(error: StoreError) -> Finding:
    """That the Chroma server is not reached, which says nothing of the store itself."""
    return Finding(
        what=str(error), remedy="start the Chroma server, or put PRESSCITE_CHROMA_URL right", repair=None
    )


@dataclass(slots=True)
class GenerationHealth:
    """How a generation is.

    Attributes:
        findings: What is wrong.
        articles: How many articles were looked at.
        passages: How many passages were looked at.
        vectors: How many vectors were looked at.
        readable: Whether its vectors can be read, so that the sound ones can be used again.
    """

    findings: list[Finding] = field(default_factory=list)
    articles: int = 0
    passages: int = 0
    vectors: int = 0
    readable: bool = True

    def add(self, what: str, repair: Repair) -> None:
        """Note something that is wrong."""
        remedy = _LAST_SOUND if repair is Repair.FALL_BACK else REPAIR
        self.findings.append(Finding(what=what, remedy=remedy, repair=repair))


def examine_generation(files: StoreFiles, name: str, settings: Settings) -> GenerationHealth:
    """Look at everything in a generation; writes nothing and needs no model."""
    health = GenerationHealth()
    folder = files.generation(name)
    try:
        lease = Lease(folder)
    except OSError:
        what = f"{folder / CATALOGUE} has no manifest" if folder.is_dir() else f"{folder} is not there"
        health.add(what, Repair.FALL_BACK)
        return health
    try:
        _examine(files, name, settings, health)
    finally:
        lease.release()
    return health


def _examine(files: StoreFiles, name: str, settings: Settings, health: GenerationHealth) -> None:
    folder = files.generation(name)
    try:
        manifest = Manifest.read_any(folder)
    except NewerFormatError as error:
        health.findings.append(Finding(what=str(error), remedy=REBUILD, repair=None))
        return
    except StoreError as error:
        health.add(str(error), Repair.FALL_BACK)
        return
    examine_manifest(manifest, settings, health)
    if manifest.format != FORMAT:
        return
    faults = list(damage(folder, manifest.files, thorough=True))
    if not _of_catalogue(files, name, manifest, [f for f in faults if f.startswith(CATALOGUE)], health):
        return
    try:
        found = _of_vectors(files, name, manifest, [f for f in faults if not f.startswith(CATALOGUE)])
    except ServerUnreachableError as error:
        health.findings.append(server_away(error))
        return
    health.vectors, health.readable = found.seen, found.readable
    for what in found.faults:
        health.add(what, Repair.REINDEX)


def examine_manifest(manifest: Manifest, settings: Settings, health: GenerationHealth) -> None:
    """Note what is wrong with what a generation says of itself."""
    if manifest.format != FORMAT:
        what = f"the store has format {manifest.format} and this presscite uses format {FORMAT}"
        remedy = f"presscite refresh, or {REPAIR}"
        health.findings.append(Finding(what=what, remedy=remedy, repair=Repair.REINDEX))
    if manifest.model != settings.embedding_model:
        what = (
            f"the store was made with the embedding model {manifest.model!r}, but {settings.embedding_model!r} is "
            "configured"
        )
        remedy = f"set PRESSCITE_EMBEDDING_MODEL={manifest.model}, or {REBUILD}"
        health.findings.append(Finding(what=what, remedy=remedy, repair=None))


def _of_catalogue(
    files: StoreFiles, name: str, manifest: Manifest, faults: list[str], health: GenerationHealth
) -> bool:
    """Look at the catalogue; whether its articles can be relied on, so that the rest can be looked at."""
    path = files.generation(name) / CATALOGUE
    try:
        database = IndexDatabase(path)
    except StoreError as error:
        health.add(f"the catalogue is damaged: {error}", Repair.FALL_BACK)
        return False
    with closing(database):
        examination = Examination(database)
        fault = examination.of_articles(manifest.articles)
        if fault is not None:
            health.add(f"the catalogue {path} is damaged: {fault}", Repair.FALL_BACK)
            return False
        health.articles, health.passages = examination.counts()
        for what in faults:
            health.add(f"in {path.parent}, {what}; its articles are as they were", Repair.REINDEX)
        for what in examination.of_index(manifest.dimension, manifest.analysis):
            health.add(what, Repair.REINDEX)
    return True


def _of_vectors(files: StoreFiles, name: str, manifest: Manifest, faults: list[str]) -> VectorFaults:
    if faults:  # Chroma is not let at them
        folder = files.generation(name)
        return VectorFaults([f"the vectors are damaged: in {folder}, {f}" for f in faults], 0, readable=False)
    # A generation of an earlier presscite has no checksums.
    apart = manifest.vectors == EMBEDDED and not manifest.files
    return (examine_vectors_apart if apart else examine_vectors)(files, name, manifest)
