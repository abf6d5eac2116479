"""Damage to a store of thousands of passages: found in plain words, never read, and mended without a source.

Each kind of damage is done to a copy of the store.  Then questions must be errors, the doctor must say what is wrong,
and after the repair the answers must be those from before, or, where the articles themselves are damaged, those of the
generation before.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval import HybridRetriever, build_chain
from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.errors import StoreError
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from retrieval.store.doctor import examine
from retrieval.store.files import StoreFiles
from retrieval.store.repair import repair
from retrieval.store.store import Store
from tests.retrieval.store.damages import DAMAGES
from tests.retrieval.tiny_model import save_tiny_model
from tests.soak.newsroom import Newsroom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.retrieval.store.damages import Damage

PASSAGES = 2_000
"""Chroma writes an index to the disk only from a thousand on."""

_QUESTIONS = 12
_FILES_AT_ONCE = 100


def run(passages: int = PASSAGES, seed: int = 1) -> dict[str, Any]:
    """Do each kind of damage to a store of at least so many passages."""
    with tempfile.TemporaryDirectory() as name:
        return _Trial(Path(name), passages, seed).run()


class _Trial:
    """A store of two generations, and what is answered from each of them."""

    def __init__(self, folder: Path, passages: int, seed: int) -> None:
        model = str(save_tiny_model(folder / "model"))
        self._folder = folder
        self._settings = Settings(home=folder / "home", passage_chars=200, embedding_model=model)
        self._embeddings = SentenceTransformerEmbeddings.from_settings(self._settings)
        room = Newsroom(folder / "articles", seed)
        self._passages = 0
        while self._passages < passages:
            room.add(_FILES_AT_ONCE)
            self._refresh()
        self._questions = [
            path.read_text("utf-8").splitlines()[2].partition(".")[0] + "?"
            for path in sorted(room.folder.iterdir())[:_QUESTIONS]
        ]
        self._earlier = self._answers(self._settings)
        room.change(5, 40, 5)
        self._refresh()
        self._latest = self._answers(self._settings)
        shutil.rmtree(room.folder)  # a repair has no source

    def _refresh(self) -> None:
        report = refresh([self._folder / "articles"], self._settings, embeddings=self._embeddings)
        self._passages = report.passages

    def _answers(self, settings: Settings) -> list[dict[str, Any]]:
        store = Store.from_settings(settings)
        try:
            retriever = HybridRetriever(store=store, embeddings=self._embeddings)
            chain = build_chain(settings, retriever=retriever)
            return [chain.invoke(question).to_dict() for question in self._questions]
        finally:
            store.close()

    def run(self) -> dict[str, Any]:
        """Try every kind of damage."""
        faults: list[str] = []
        seconds: dict[str, float] = {}
        for name, damage in DAMAGES.items():
            began = time.monotonic()
            faults += [f"{name}: {fault}" for fault in self._tried(damage)]
            seconds[name] = round(time.monotonic() - began, 1)
        return {
            "passages": self._passages,
            "questions": len(self._questions),
            "answered": sum(not answer["refused"] for answer in self._latest),
            "kinds of damage": len(DAMAGES),
            "mended": sum(damage.mended for damage in DAMAGES.values()),
            "seconds": seconds,
            "faults": faults,
        }

    def _tried(self, damage: Damage) -> Sequence[str]:
        """What goes otherwise than it should."""
        home = self._folder / "copy"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self._settings.home, home)
        settings = self._settings.model_copy(update={"home": home})
        files = StoreFiles(home)
        damage.do(files.generation(str(files.published())))
        faults: list[str] = []
        try:
            self._answers(settings)
            faults.append("questions are answered or refused as if nothing were wrong")
        except StoreError:
            pass
        found = examine(settings)
        if not any(re.search(damage.words, finding.what) for finding in found.findings):
            faults.append(f"not named, but {[finding.what for finding in found.findings]}")
        after = repair(settings, found, embeddings=self._embeddings)
        faults += [f"not mended: {finding.what}" for finding in after.findings]
        if (after.notice is None) is not damage.mended:
            faults.append(f"the notice is {after.notice}")
        if self._answers(settings) != (self._latest if damage.mended else self._earlier):
            faults.append("other answers than before")
        return faults
