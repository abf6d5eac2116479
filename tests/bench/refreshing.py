"""What a refresh costs where little or nothing has changed, beside LangChain's `index()`; see `run.py`.

Both sides read the same 20,000 files of some 2,500 characters and embed with the same constant-time embedder.  The
peer reads every file into a document and hands them to `index()` with a vector store in memory, in three ways: as one
would, split by LangChain's splitter and with a record manager over SQLite, which is there again when the next process
starts; unsplit, a document a file; and as fast as it can be, unsplit and with the record manager in memory, which has
forgotten everything when the process ends.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.indexing import InMemoryRecordManager, index
from langchain_core.indexing.base import RecordManager
from langchain_core.vectorstores import InMemoryVectorStore
from langchain_text_splitters import RecursiveCharacterTextSplitter

from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from tests.soak.newsroom import Newsroom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

_FILES = 20_000
_CHANGED = 20
_TURNS = 5
_DIMENSION = 32


class ConstantEmbeddings(SentenceTransformerEmbeddings):
    """The same vector for every text, at no cost; it knows how many texts it was given."""

    def __init__(self) -> None:
        super().__init__("constant", Path())
        self.texts = 0

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += len(texts)
        return np.tile(np.eye(1, _DIMENSION, dtype=np.float32), (len(texts), 1))


class _Constant(Embeddings):
    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[1.0, *[0.0] * (_DIMENSION - 1)]] * len(texts)

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def measure(folder: Path) -> dict[str, Any]:
    """Full build, refreshes without any change, and refreshes of 20 changed articles, in seconds; medians."""
    room = Newsroom(folder / "articles", 1, sentences=(20, 50))
    room.add(_FILES)
    settings = Settings(home=folder / "home", embedding_model="constant", passage_chars=1000)
    embeddings = ConstantEmbeddings()
    ours = _timer(lambda: refresh([room.folder], settings, embeddings=embeddings))
    full = ours()
    built = embeddings.texts
    peers = {
        "split": _peer(room.folder, folder / "split.db", split=True),
        "unsplit": _peer(room.folder, folder / "unsplit.db"),
        "bare": _peer(room.folder, None),
    }
    for peer in peers.values():
        peer()
    times: dict[str, list[float]] = {name: [] for name in ("presscite", *peers)}
    cpu: dict[str, list[float]] = {name: [] for name in times}
    for _ in range(_TURNS):
        for name, work in {"presscite": ours, **peers}.items():
            before = time.process_time()
            times[name].append(work())
            cpu[name].append(time.process_time() - before)
    assert embeddings.texts == built
    changed = []
    for _ in range(_TURNS):
        room.change(0, _CHANGED, 0)
        changed.append(ours())
    no_op = {name: statistics.median(seconds) for name, seconds in times.items()}
    return {
        "files": _FILES,
        "no_op_s": no_op,
        "no_op_cpu_s": {name: statistics.median(seconds) for name, seconds in cpu.items()},
        "no_op_times_faster_than": {name: no_op[name] / no_op["presscite"] for name in peers},
        "no_op_command_s": _command(room.folder, settings.home),
        "full_build_s": full,
        "changed": _CHANGED,
        "changed_s": statistics.median(changed),
        "changed_texts_embedded": (embeddings.texts - built) / _TURNS,
        "full_build_texts_embedded": built,
        "full_build_times_slower": full / statistics.median(changed),
    }


def _timer(work: Callable[[], object]) -> Callable[[], float]:
    def timed() -> float:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return timed


def _command(articles: Path, home: Path) -> float:
    """Wall seconds of a whole `presscite refresh` process that finds nothing to do."""
    command = [sys.executable, "-m", "retrieval.cli", "refresh", str(articles)]
    env = {**os.environ, "PRESSCITE_HOME": str(home), "PRESSCITE_EMBEDDING_MODEL": "constant"}
    run = _timer(lambda: subprocess.run(command, env=env, check=True, capture_output=True))
    return statistics.median(run() for _ in range(_TURNS))


def _peer(articles: Path, records: Path | None, *, split: bool = False) -> Callable[[], float]:
    manager = SqliteRecordManager(records) if records else InMemoryRecordManager("peer")
    manager.create_schema()
    store = InMemoryVectorStore(_Constant())

    def documents() -> Iterator[Document]:
        for path in sorted(articles.iterdir()):
            yield Document(path.read_text("utf-8"), metadata={"source": str(path)})

    def work() -> None:
        found = list(documents())
        if split:
            splitter = RecursiveCharacterTextSplitter(
                chunk_size=1000, chunk_overlap=200, add_start_index=True
            )
            found = splitter.split_documents(found)
        index(found, manager, store, cleanup="full", source_id_key="source", key_encoder="sha256")

    return _timer(work)


class SqliteRecordManager(RecordManager):
    """Keys with their time of update in one SQLite table, as langchain-classic's SQLRecordManager keeps them."""

    def __init__(self, path: Path) -> None:
        super().__init__("peer")
        self._database = sqlite3.connect(path)

    def create_schema(self) -> None:
        self._database.execute(
            "CREATE TABLE records (key TEXT PRIMARY KEY, group_id TEXT, updated_at REAL NOT NULL)"
        )
        self._database.execute("CREATE INDEX by_time ON records(updated_at)")

    async def acreate_schema(self) -> None:
        raise NotImplementedError

    def get_time(self) -> float:
        return time.time()

    async def aget_time(self) -> float:
        raise NotImplementedError

    def update(
        self,
        keys: Sequence[str],
        *,
        group_ids: Sequence[str | None] | None = None,
        time_at_least: float | None = None,
    ) -> None:
        now = self.get_time()
        with self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO records VALUES (?, ?, ?)",
                [(key, group, now) for key, group in zip(keys, group_ids or [None] * len(keys), strict=True)],
            )

    async def aupdate(self, keys: Sequence[str], **_: Any) -> None:
        raise NotImplementedError

    def exists(self, keys: Sequence[str]) -> list[bool]:
        marks = ",".join("?" * len(keys))
        found = self._database.execute(f"SELECT key FROM records WHERE key IN ({marks})", list(keys))  # noqa: S608 - marks only
        known = {key for (key,) in found}
        return [key in known for key in keys]

    async def aexists(self, keys: Sequence[str]) -> list[bool]:
        raise NotImplementedError

    def list_keys(
        self,
        *,
        before: float | None = None,
        after: float | None = None,
        group_ids: Sequence[str] | None = None,
        limit: int | None = None,
    ) -> list[str]:
        assert after is None
        assert group_ids is None
        found = self._database.execute(
            "SELECT key FROM records WHERE updated_at < ? LIMIT ?", [before or float("inf"), limit or -1]
        )
        return [key for (key,) in found]

    async def alist_keys(self, **_: Any) -> list[str]:
        raise NotImplementedError

    def delete_keys(self, keys: Sequence[str]) -> None:
        with self._database:
            self._database.executemany("DELETE FROM records WHERE key = ?", [(key,) for key in keys])

    async def adelete_keys(self, keys: Sequence[str]) -> None:
        raise NotImplementedError
