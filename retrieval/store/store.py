"""The store: generations of the index, of which one is published at a time.

    PRESSCITE_HOME/store/
        current                    the name of the published generation
        lock                       held by whoever refreshes
        journal.db                 reports of refreshes; see journal.py
        generations/NAME/
            manifest.json          format, embedding model, dimension, when it was made
            catalogue.db           articles, passages, sentences, postings
            chroma/                vectors, unless a Chroma server holds them

A refresh builds the next generation aside and publishes it by replacing `current` in one step.  Readers never
see a generation change under them: they notice the new name before the next question and reopen, and while
they read a generation nobody removes it.  A refresh that is killed leaves a folder that nobody points to, which
the next one clears away.
"""

from __future__ import annotations

import threading
import weakref
from collections import Counter, deque
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from retrieval.errors import EmptyStoreError, RetrievalError, StoreError
from retrieval.store.engine import store_engine
from retrieval.store.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.settings import Settings
    from retrieval.store.port.engine import StoreEngine

_FOLLOW_SECONDS = 1.0
"""How often a store that is open but not asked looks for a newer generation."""

_ATTEMPTS = 20  # to open a generation while newer ones are being published


class Store:
    """The store, for readers; safe to use from several threads.

    While it is open it follows to newer generations by itself, asked or not, so that the files and the memory of
    old ones are given up.

    Args:
        engine: What keeps it.
        model: Name of the embedding model in use; a store made by another one is refused.

    Attributes:
        engine: The same.
    """

    def __init__(self, engine: StoreEngine, model: str) -> None:
        self.engine = engine
        self._model = model
        self._open: Snapshot | None = None
        self._readers: Counter[Snapshot] = Counter()
        self._ended: deque[Snapshot] = deque()  # of readers that have ended and are still counted
        self._lock = threading.Lock()
        self._follower: threading.Thread | None = None

    @classmethod
    def from_settings(cls, settings: Settings) -> Store:
        """The store that the settings name."""
        return cls(store_engine(settings), settings.embedding_model)

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """The published generation; it stays open until the block ends, whatever is published meanwhile.

        Raises:
            EmptyStoreError: Nothing has been published yet.
            ModelMismatchError: It was made by another embedding model.
            StoreError: It is damaged or of another format.
        """
        snapshot = self._enter()
        try:
            yield snapshot
        finally:
            self._leave(snapshot)

    def _enter(self) -> Snapshot:
        with self._lock:
            current = self._follow()
            self._readers[current] += 1
            if self._follower is None:
                self._follower = _started_follower(self)
            return current

    def _follow(self) -> Snapshot:
        """Open the published generation unless it is open already; call it with the lock held."""
        name = self.engine.published()
        if self._open is not None and self._open.name == name:
            return self._open
        snapshot = self._opened(name)
        self._replace(snapshot)
        return snapshot

    def _opened(self, name: str | None) -> Snapshot:
        if name is None:
            raise EmptyStoreError(
                f"there are no articles in {self.engine.place} yet; put some in: presscite refresh FOLDER"
            )
        for _ in range(_ATTEMPTS):
            try:
                self.engine.manifest(name).check_model(self._model, self.engine.place)
                return Snapshot(self.engine, name)
            except Exception as error:
                newer = self.engine.published()
                if newer is None or newer == name:
                    raise self._unopened(name, error) from error
                name = newer  # refreshed while we were opening: the one we were after is gone
        raise StoreError(f"{self.engine.place} changes faster than it can be opened; ask again")

    def _unopened(self, name: str, error: Exception) -> RetrievalError:
        """What to say of a generation that cannot be opened."""
        if isinstance(error, RetrievalError):
            return error
        return StoreError(
            f"the generation {name} of {self.engine.place} cannot be opened ({type(error).__name__}); see what is "
            "wrong with: presscite doctor"
        )

    def _replace(self, snapshot: Snapshot | None) -> None:
        """Open for questions to come; the one before is closed once its last reader has ended."""
        self._open = snapshot
        if snapshot is not None:
            self._readers[snapshot] = 0
        self._close_unread()

    def _leave(self, snapshot: Snapshot) -> None:
        # A reader may be a generator that Python ends wherever it collects garbage, even where this very thread holds
        # our lock or Chroma's: nothing is waited for here, and nothing closed.
        self._ended.append(snapshot)

    def _close_unread(self) -> None:
        """Close what nobody will read any more; call it with the lock held."""
        while self._ended:
            self._readers[self._ended.popleft()] -= 1
        for snapshot in [s for s, readers in self._readers.items() if not readers and s is not self._open]:
            del self._readers[snapshot]
            snapshot.close()

    def follow(self) -> None:
        """Go over to a newer generation, if there is one and an older one is open; close what nobody reads any more.

        One whose files somebody has written to is closed, so that the next question opens it anew, or gets an error.
        What goes wrong is left to that question too.
        """
        with self._lock, suppress(RetrievalError, OSError):
            self._close_unread()
            if self._open is not None and self._open.is_altered():
                self._replace(None)
            if self._open is not None:
                self._follow()

    def close(self) -> None:
        """Let go of the generation that is open, once nobody reads it; the next question opens it again."""
        with self._lock:
            self._replace(None)


def _started_follower(store: Store) -> threading.Thread:
    """A thread that keeps a store at the published generation for as long as somebody holds the store."""
    stop = threading.Event()
    thread = threading.Thread(
        target=_keep_following, args=(weakref.ref(store), stop), name="presscite-store", daemon=True
    )
    # Also called when the process ends: no thread may be inside Chroma when Python shuts down.
    weakref.finalize(store, _end, stop, thread)
    thread.start()
    return thread


def _keep_following(reference: weakref.ref[Store], stop: threading.Event) -> None:
    while not stop.wait(_FOLLOW_SECONDS):
        store = reference()
        if store is None:
            return
        store.follow()
        del store


def _end(stop: threading.Event, thread: threading.Thread) -> None:
    stop.set()
    if thread is not threading.current_thread():
        thread.join(timeout=10)
