"""A folder of articles that changes at random, and everything that a reader can meet in a store of it."""

from __future__ import annotations

import json
import os
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.settings import Settings

_WORDS = (
    "river dam tunnel border market minister railway winter harvest bridge station council "
    "drought cotton energy school museum airport trade doctor mountain village festival law"
).split()


class Newsroom:
    """Writes, rewrites and deletes articles in a folder; the same seed makes the same changes.

    Args:
        folder: Where the articles are; made where it is missing.
        seed: Of all chances.
        sentences: How many an article has, at least and at most.
    """

    def __init__(self, folder: Path, seed: int, sentences: tuple[int, int] = (3, 14)) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._chance = random.Random(seed)  # noqa: S311 - a seeded choice
        self._sentences = sentences
        self._count = 0
        self._clock = 1_700_000_000

    def add(self, files: int, records: int = 0) -> None:
        """Add text files, and files of records beside them."""
        for _ in range(files):
            self._count += 1
            self._write(self.folder / f"{self._count:05}.txt", f"Story {self._count}\n\n{self._body()}\n")
        for _ in range(records):
            self._count += 1
            self._write(self.folder / f"{self._count:05}.jsonl", self._records(self._count))

    def change(self, adds: int, rewrites: int, removes: int) -> None:
        """A day's work: new articles, some changed in one sentence or wholly, some gone."""
        files = sorted(self.folder.iterdir())
        chosen = self._chance.sample(files, min(len(files), rewrites + removes))
        for path in chosen[:removes]:
            path.unlink()
        for path in chosen[removes:]:
            if path.suffix == ".jsonl":
                self._write(path, self._records(int(path.stem)))
            else:
                sentences = path.read_text("utf-8").rstrip().split(". ")
                sentences[self._chance.randrange(len(sentences))] += f" {self._sentence()}"
                self._write(path, ". ".join(sentences) + "\n")
        self.add(adds, self._chance.randrange(2))

    def _records(self, number: int) -> str:
        ids = [number * 100 + n for n in range(self._chance.randint(1, 4))]
        return "".join(
            json.dumps({"id": f"r{id_}", "title": f"Record {id_}", "text": self._body()}) + "\n"
            for id_ in ids
        )

    def _body(self) -> str:
        return " ".join(self._sentence() for _ in range(self._chance.randint(*self._sentences)))

    def _sentence(self) -> str:
        words = self._chance.choices(_WORDS, k=self._chance.randint(5, 14))
        return f"{' '.join(words).capitalize()} {self._chance.randrange(10_000)}."

    def _write(self, path: Path, text: str) -> None:
        path.write_text(text, "utf-8")
        self._clock += 1  # every version of a file has a time of its own
        os.utime(path, (self._clock, self._clock))


@dataclass(frozen=True)
class Contents:
    """Everything that a reader can meet in a store.

    Attributes:
        articles: Title and text of each, by id.
        passages: What Chroma and the catalogue say of each passage, by id.
        vectors: Of shape (passages, dimension), in the order of the ids.
        faults: What does not fit together within the store.
    """

    articles: dict[str, tuple[str, str]]
    passages: dict[str, tuple[object, ...]]
    vectors: NDArray[np.float32]
    faults: tuple[str, ...]

    def same_as(self, other: Contents, tolerance: float) -> bool:
        """Whether a reader could not tell them apart; vectors may differ by rounding."""
        return (
            self.articles == other.articles
            and self.passages == other.passages
            and self.vectors.shape == other.vectors.shape
            and bool(np.all(np.abs(self.vectors - other.vectors) < tolerance))
        )

    @property
    def texts(self) -> set[str]:
        """The texts of all passages."""
        return {str(facts[0]) for facts in self.passages.values()}


def contents(settings: Settings) -> Contents:
    """Read a whole store, as readers do."""
    store = Store.from_settings(settings)
    try:
        with store.reading() as snapshot:
            records = sorted(snapshot.vectors.records(), key=lambda record: record.id)
            catalogue = snapshot.catalogue
            passages = {}
            for start in range(0, len(records), 500):
                passages.update(catalogue.passages([record.id for record in records[start : start + 500]]))
            articles = {a.id: (a.title, a.text) for a, _, _ in catalogue.all_articles()}
            faults = [record.id for record in records if record.id not in passages]
            facts: dict[str, tuple[object, ...]] = {}
            for record in records:
                passage = passages.get(record.id)
                if passage is None:
                    continue
                cut = articles.get(passage.article_id, ("", ""))[1][passage.start : passage.end]
                if not record.text == passage.text == cut:
                    faults.append(f"{record.id} is not verbatim")
                if record.id not in dict(snapshot.match(passage.text, 100).found):
                    faults.append(f"{record.id} is not found by its words")
                facts[record.id] = (passage.text, passage.start, passage.end, *sorted(record.facts.items()))
            if catalogue.counts() != (len(articles), len(records)):
                faults.append(f"counts {catalogue.counts()} are not {(len(articles), len(records))}")
            vectors = np.stack([record.vector for record in records])
    finally:
        store.close()
    return Contents(articles, facts, vectors, tuple(faults))
