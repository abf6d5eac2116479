"""A copy of the published generation in a tar file, and a generation published from one.

store/manifest.json    the generation, as in the store
store/catalogue.db
store/chroma/          its vectors, also where a Chroma server holds them
store/journal.db       reports of refreshes
"""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.errors import EmptyStoreError, ModelMismatchError, StoreError
from retrieval.store.engine import store_engine
from retrieval.store.file_copy import copy_any
from retrieval.store.files import CHROMA, StoreFiles
from retrieval.store.folder_engine import FolderEngine
from retrieval.store.lease import Lease
from retrieval.store.manifest import EMBEDDED, Manifest
from retrieval.store.move import copy_generation
from retrieval.store.retention import Retention
from retrieval.store.snapshot import reading_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.settings import Settings
    from retrieval.store.port.engine import StoreEngine

EngineT = TypeVar("EngineT", bound="StoreEngine")

_STORE = "store"
_JOURNAL = "journal.db"
_COPIED_AT_ONCE = 1_000  # vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreCopy:
    """A generation in a backup.

    Attributes:
        generation: Its name in the store.
        articles: How many articles it holds.
    """

    generation: str
    articles: int


def back_up_store(settings: Settings, backup: tarfile.TarFile, scratch: Path) -> StoreCopy:
    """Put the published generation into a backup; the store may be read and refreshed meanwhile.

    Args:
        settings: Name the store.
        backup: Open for writing.
        scratch: An empty folder for copies of databases.

    Raises:
        EmptyStoreError: Nothing has been published yet.
        StoreError: The generation is damaged.
    """
    engine = store_engine(settings)
    name = engine.published()
    if name is None:
        raise EmptyStoreError(f"there are no articles in {engine.place} yet, and nothing to back up")
    if isinstance(engine, FolderEngine):
        return _back_up(engine.files, name, backup, scratch)
    # In the form of a store in a folder, so that it can be restored into either.
    with tempfile.TemporaryDirectory(dir=scratch) as home:
        copied = _copied(engine, name, FolderEngine.at(Path(home)), settings)
        return replace(_back_up(copied.files, str(copied.published()), backup, scratch), generation=name)


def _copied(source: StoreEngine, name: str, target: EngineT, settings: Settings) -> EngineT:
    """Publish a generation of one store in another."""
    embeddings = SentenceTransformerEmbeddings.from_settings(settings)
    with target.locked():
        copy_generation(source, name, target, embeddings, lambda _: None)
    return target


def _back_up(files: StoreFiles, name: str, backup: tarfile.TarFile, scratch: Path) -> StoreCopy:
    """Put a generation in a folder into a backup."""
    folder = files.generation(name)
    with _leased(folder):
        manifest = Manifest.read(folder)
        with reading_catalogue(
            FolderEngine(files), name
        ) as catalogue:  # which also tells whether it is intact
            articles, _ = catalogue.counts()
        copy = scratch / _STORE
        _copy_generation(files, name, manifest, copy)
    if (files.folder / _JOURNAL).exists():
        copy_any(str(files.folder / _JOURNAL), str(copy / _JOURNAL))
    for path in sorted(path for path in copy.rglob("*") if path.is_file()):
        add_file(backup, path, f"{_STORE}/{path.relative_to(copy).as_posix()}")
    shutil.rmtree(copy)
    return StoreCopy(generation=name, articles=articles)


@contextmanager
def _leased(folder: Path) -> Iterator[None]:
    try:
        lease = Lease(folder)
    except OSError as error:
        raise StoreError(
            f"{folder} is not there; another refresh may have ended just now: try again"
        ) from error
    try:
        yield
    finally:
        lease.release()


def _copy_generation(files: StoreFiles, name: str, manifest: Manifest, copy: Path) -> None:
    """Copy a generation with its vectors into a folder of its own."""
    folder = files.generation(name)
    if manifest.vectors == EMBEDDED:
        ignored = shutil.ignore_patterns("*-journal", "*-wal", "*-shm")
        shutil.copytree(folder, copy, copy_function=copy_any, ignore=ignored)
        return
    copy.mkdir()
    for path in folder.iterdir():
        copy_any(str(path), str(copy / path.name))
    _export_vectors(files, name, manifest, copy / CHROMA)
    files.seal(copy, replace(manifest, vectors=EMBEDDED))


def _export_vectors(files: StoreFiles, name: str, manifest: Manifest, folder: Path) -> None:
    """Bring the vectors of a Chroma server into a folder."""
    import numpy as np

    from retrieval.store.vectors import VectorRecord, Vectors

    with (
        files.vectors(name, kept=manifest.vectors).closing() as held,
        Vectors.in_folder(folder, create=True).closing() as copied,
    ):
        batch: list[VectorRecord] = []

        def write() -> None:
            if batch:
                vectors = np.stack([record.vector for record in batch])
                texts = [record.text or "" for record in batch]
                copied.add(
                    [record.id for record in batch], vectors, texts, [record.facts for record in batch]
                )
                batch.clear()

        for record in held.records():
            batch.append(record)
            if len(batch) == _COPIED_AT_ONCE:
                write()
        write()


def restore_store(settings: Settings, backup: tarfile.TarFile) -> StoreCopy:
    """Publish the generation in a backup, for everybody and at once; the store may be read meanwhile.

    Args:
        settings: Name the store and the embedding model.
        backup: Open for reading.

    Raises:
        ModelMismatchError: It was made by another embedding model.
        StoreError: The backup is damaged, a refresh is running, or the store cannot be written.
    """
    engine = store_engine(settings)
    if isinstance(engine, FolderEngine):
        return _restore(engine.files, settings, backup)
    with tempfile.TemporaryDirectory(prefix="presscite-restore-") as home:
        restored = FolderEngine.at(Path(home))
        copy = _restore(restored.files, settings, backup)
        _copied(restored, copy.generation, engine, settings)
    with engine.locked():
        engine.clear(settings.kept_generations)
    return replace(copy, generation=str(engine.published()))


def _restore(files: StoreFiles, settings: Settings, backup: tarfile.TarFile) -> StoreCopy:
    """Publish the generation in a backup in a store in a folder."""
    with files.locked():
        folder = files.stage(None)
        try:
            _extract(backup, folder)
            manifest = Manifest.read(folder)
            if manifest.model != settings.embedding_model:
                raise ModelMismatchError(
                    f"the backup was made with the embedding model {manifest.model!r}, but "
                    f"{settings.embedding_model!r} is configured; set PRESSCITE_EMBEDDING_MODEL={manifest.model}"
                )
            with reading_catalogue(FolderEngine(files), folder.name) as catalogue:
                articles, _ = catalogue.counts()
            files.vectors(folder.name, kept=manifest.vectors).close()
            if (folder / _JOURNAL).exists():
                (folder / _JOURNAL).replace(files.folder / _JOURNAL)
            files.publish(folder, manifest)
        except OSError as error:
            raise StoreError(f"{files.folder} cannot be written ({error.strerror or error})") from error
        finally:
            files.discard(folder)
        Retention(files, settings.kept_generations).clear()
    return StoreCopy(generation=folder.name, articles=articles)


def _extract(backup: tarfile.TarFile, folder: Path) -> None:
    """Write the files of the store into a folder."""
    found = False
    for member in backup:
        if member.isfile() and member.name.startswith(f"{_STORE}/"):
            extract_file(backup, member, folder, member.name.removeprefix(f"{_STORE}/"))
            found = True
    if not found:
        raise StoreError("the backup holds no articles")


def add_file(backup: tarfile.TarFile, path: Path, name: str) -> None:
    """Put a file into a backup, without whose it is."""
    info = tarfile.TarInfo(name)
    with path.open("rb") as file:
        info.size = path.stat().st_size
        info.mtime = int(path.stat().st_mtime)
        info.mode = 0o600
        backup.addfile(info, file)


def extract_file(backup: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, name: str) -> Path:
    """Write a file of a backup into a folder, and nowhere else.

    Raises:
        StoreError: Its name leads out of the folder, or the backup is damaged.
    """
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or PurePosixPath(name).is_absolute():
        raise StoreError(f"the backup is damaged: {member.name!r} is no name of a file in it")
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    held = backup.extractfile(member)
    if held is None:
        raise StoreError(f"the backup is damaged: {member.name!r} is no file")
    with closing(held), target.open("wb") as file:
        shutil.copyfileobj(held, file, 1 << 20)
    return target
