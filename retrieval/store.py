"""The store: generations of the index, of which one is published at a time.

    PRESSCITE_HOME/store/
        current                    the name of the published generation
        lock                       held by whoever refreshes
        generations/NAME/
            manifest.json          format, embedding model, dimension, when it was made
            catalogue.db           articles, passages, keyword index
            chroma/                vectors

A refresh builds the next generation aside and publishes it by replacing `current` in one step.  Readers never
see a generation change under them: they notice the new name before the next question and reopen.  A refresh
that is killed leaves a folder that nobody points to, which the next one clears away.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import threading
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from retrieval.catalogue import Catalogue, sync
from retrieval.errors import EmptyStoreError, ModelMismatchError, StoreBusyError, StoreError
from retrieval.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMAT = 3
"""Raised whenever what is in a generation's folder changes its meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation says of itself.

    Attributes:
        format: Version of the layout.
        model: Name of the embedding model that made the vectors.
        dimension: Length of a vector; 0 while there are none.
        passage_chars: The passage size articles were split with.
        made: When the generation was published, ISO 8601 in UTC.
    """

    format: int
    model: str
    dimension: int
    passage_chars: int
    made: str

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest in a generation's folder.

        Raises:
            StoreError: It is missing or damaged, or of another format version.
        """
        path = folder / "manifest.json"
        try:
            facts = json.loads(path.read_text(encoding="utf-8"))
            found = int(facts["format"])
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StoreError(f"{path} is damaged; run: presscite refresh --rebuild") from error
        if found != FORMAT:
            raise StoreError(
                f"the store in {folder.parent.parent} has format {found} and this presscite reads format "
                f"{FORMAT}; run: presscite refresh --rebuild"
            )
        return cls(**facts)

    def write(self, folder: Path) -> None:
        """Write it into a generation's folder."""
        (folder / "manifest.json").write_text(json.dumps(asdict(self), indent=2), encoding="utf-8")


class Generation:
    """One state of the index, open for reading."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self.manifest = Manifest.read(folder)
        self.catalogue = Catalogue(folder / "catalogue.db")
        self.vectors = Vectors(folder / "chroma")
        self.readers = 0
        self.retired = False

    def close(self) -> None:
        """Let go of its files and memory."""
        self.catalogue.close()
        self.vectors.close()


class Store:
    """The store under a home folder, for readers.

    Args:
        home: `PRESSCITE_HOME`.
        model: Name of the embedding model in use; a store made by another one is refused.
    """

    def __init__(self, home: Path, model: str) -> None:
        self.files = StoreFiles(home)
        self._model = model
        self._open: Generation | None = None
        self._lock = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Generation]:
        """The published generation; it stays open until the block ends, whatever is published meanwhile.

        Raises:
            EmptyStoreError: Nothing has been published yet.
            ModelMismatchError: It was made by another embedding model.
            StoreError: It is damaged or of another format.
        """
        generation = self._enter()
        try:
            yield generation
        finally:
            self._leave(generation)

    def _enter(self) -> Generation:
        with self._lock:
            name = self.files.published()
            if self._open is None or self._open.name != name:
                self._replace(self._opened(name))
            assert self._open is not None  # noqa: S101 - set by _replace
            self._open.readers += 1
            return self._open

    def _opened(self, name: str | None) -> Generation:
        if name is None:
            raise EmptyStoreError(
                f"there are no articles in {self.files.folder} yet; put some in: presscite refresh FOLDER"
            )
        for _ in range(5):
            folder = self.files.generation(name)
            self.files.check_model(folder, self._model)
            try:
                return Generation(folder)
            except Exception as error:
                newer = self.files.published()
                if newer is None or newer == name:
                    raise StoreError(
                        f"{folder} cannot be opened; run: presscite refresh --rebuild"
                    ) from error
                name = newer  # refreshed twice while we were opening: the one we were after is gone
        raise StoreError(f"{self.files.folder} changes faster than it can be opened; ask again")

    def _replace(self, generation: Generation) -> None:
        old, self._open = self._open, generation
        if old is not None:
            old.retired = True
            if old.readers == 0:
                old.close()

    def _leave(self, generation: Generation) -> None:
        with self._lock:
            generation.readers -= 1
            if generation.retired and generation.readers == 0:
                generation.close()

    def close(self) -> None:
        """Let go of the generation that is open."""
        with self._lock:
            if self._open is not None and self._open.readers == 0:
                self._open.close()
                self._open = None


class StoreFiles:
    """The folder layout of a store, and how a generation is staged and published in it.

    Args:
        home: `PRESSCITE_HOME`.
    """

    def __init__(self, home: Path) -> None:
        self.folder = home / "store"
        self._current = self.folder / "current"
        self._generations = self.folder / "generations"

    def published(self) -> str | None:
        """Name of the published generation, or `None` where there is none yet."""
        try:
            return self._current.read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(f"{self._current} cannot be read ({error.strerror})") from error

    def generation(self, name: str) -> Path:
        """Folder of a generation."""
        return self._generations / name

    def check_model(self, folder: Path, model: str) -> None:
        """Refuse a generation that another embedding model made.

        Raises:
            ModelMismatchError: It was made by another model.
            StoreError: Its manifest is damaged or of another format.
        """
        made_by = Manifest.read(folder).model
        if made_by != model:
            raise ModelMismatchError(
                f"the store in {self.folder} was made with the embedding model {made_by!r}, but {model!r} is "
                f"configured; set PRESSCITE_EMBEDDING_MODEL={made_by}, or make the store anew with: "
                "presscite refresh --rebuild"
            )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the store for writing.

        Raises:
            StoreBusyError: Another refresh holds it.
            StoreError: The folder cannot be written.
        """
        try:
            self._generations.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "lock", timeout=0)
            lock.acquire()
        except Timeout as error:
            raise StoreBusyError(
                f"another refresh is writing to {self.folder}; wait for it to end and run this again"
            ) from error
        except OSError as error:
            raise StoreError(
                f"{self.folder} cannot be written ({error.strerror}); set PRESSCITE_HOME to a folder that can"
            ) from error
        try:
            yield
        finally:
            lock.release()

    def stage(self, base: str | None) -> Path:
        """A folder for the next generation, a copy of `base` or empty; call it with the lock held."""
        self._clear(keep={base} if base else set())
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        folder = self._generations / f"{stamp}-{secrets.token_hex(3)}"
        if base is None:
            folder.mkdir()
        else:
            shutil.copytree(self._generations / base, folder)
        return folder

    def publish(self, folder: Path, manifest: Manifest) -> None:
        """Make a staged folder the published generation, in one step that survives a power cut."""
        replace(manifest, made=datetime.now(UTC).isoformat(timespec="seconds")).write(folder)
        for path in [*folder.rglob("*"), folder, self._generations]:
            sync(path)
        pointer = self.folder / ".current.new"
        pointer.write_text(folder.name, encoding="utf-8")
        sync(pointer)
        before = self.published()
        os.replace(pointer, self._current)  # noqa: PTH105 - the name says that it replaces, atomically
        sync(self.folder)
        self._clear(keep={folder.name, before} if before else {folder.name})

    def discard(self, folder: Path) -> None:
        """Throw a staged folder away."""
        shutil.rmtree(folder, ignore_errors=True)

    def _clear(self, keep: set[str]) -> None:
        """Remove generations nobody can be reading, such as the remains of a killed refresh."""
        keep = keep | {name for name in [self.published()] if name}
        for folder in sorted(self._generations.iterdir())[:]:
            if folder.name not in keep:
                shutil.rmtree(folder, ignore_errors=True)
