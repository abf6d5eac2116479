"""Stores of any size for benchmarks, built once in a folder and kept; a build that is stopped goes on where it was."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from corpus import Article, split
from retrieval.indexing.refresh import refresh
from retrieval.settings import Settings
from tests.bench.kept_embeddings import KeptEmbeddings
from tests.bench.renamed_articles import RenamedArticles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retrieval.store.progress import Progress

_PART = 10_000  # passages of a file
_AT_ONCE = 5  # files of a refresh
_SAID_EVERY = 10.0  # seconds


class GrownStores:
    """Stores of real articles and of copies of them with exchanged names.

    Args:
        folder: Where everything is kept: articles, vectors, and how far each store has come.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._vectors = folder / "vectors"

    def embeddings(self, real: int | None = None) -> KeptEmbeddings:
        """The embeddings of all of them; real passages are embedded now, unless they have been.

        Args:
            real: So many real passages are embedded, and the others get vectors drawn around theirs too; all where left
                out.  What was embedded before counts.
        """
        done = self._vectors / "complete"
        learning = KeptEmbeddings(self._vectors, learns=real)
        if not done.exists() and not learning.is_full:
            say("the real articles are embedded")
            path = self.folder / "real.jsonl"
            self.folder.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(_line(article) for article in RenamedArticles.of_sets().real))
            refresh([path], Settings(home=self.folder / "real"), embeddings=learning, progress=_Said())
            if not learning.is_full:
                done.touch()
        return KeptEmbeddings(self._vectors, learns=0)

    def grow(self, settings: Settings, passages: int, embeddings: KeptEmbeddings, name: str) -> float:
        """Bring a store to so many passages, 50,000 at a time.

        Args:
            settings: Name the store.
            passages: How many.
            embeddings: Of `embeddings`.
            name: Its own, under which it is kept how far it has come.

        Returns:
            Seconds of all its refreshes together.
        """
        state = self.folder / f"{name}.json"
        parts, seconds = json.loads(state.read_text()) if state.exists() else (0, 0.0)
        files = self._files(passages)
        while parts < len(files):
            until = min(parts + _AT_ONCE, len(files))
            say(f"{name}: a refresh to {until * _PART:,} passages")
            began = time.monotonic()
            refresh(files[:until], settings, embeddings=embeddings, progress=_Said())
            parts, seconds = until, seconds + time.monotonic() - began
            state.write_text(json.dumps([parts, seconds]))
        return float(seconds)

    def _files(self, passages: int) -> list[Path]:
        """Files with so many passages together, a little more in each for the article that crosses the line."""
        folder = self.folder / "articles"
        folder.mkdir(parents=True, exist_ok=True)
        files = [folder / f"{n:04}.jsonl" for n in range(-(-passages // _PART))]
        if not all(file.exists() for file in files):
            articles = iter(RenamedArticles.of_sets())
            for file in files:
                lines = list(_part(articles))
                if not file.exists():
                    partial = file.with_suffix(".part")
                    partial.write_text("".join(lines), encoding="utf-8")
                    partial.rename(file)
        return files


def _part(articles: Iterator[dict[str, str]]) -> Iterator[str]:
    count = 0
    while count < _PART:
        article = next(articles)
        text = article["text"]
        count += len(
            split(Article(id=article["id"], text=text, title="-", origin="-"), Settings().passage_chars)
        )
        yield _line(article)


def _line(article: dict[str, str]) -> str:
    return json.dumps(article, ensure_ascii=False) + "\n"


class _Said:
    """Prints how far a refresh has come, now and then."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        if time.monotonic() - self._last > _SAID_EVERY:
            self._last = time.monotonic()
            say(f"  {progress.stage}: {progress.done:,} of {progress.total or 0:,}")


def say(line: str) -> None:
    """Print with the time of day."""
    print(time.strftime("%H:%M:%S"), line, flush=True)  # noqa: T201 - a command's output
