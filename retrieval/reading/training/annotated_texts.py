"""The texts that questions and claims were written for: aligned articles, posts, facts, and articles of our own."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

from corpus import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    Row = Mapping[str, Any]


def rows_of(path: Path) -> Iterator[Row]:
    """The rows of a JSON Lines file, gzipped or not."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        for line in lines:
            yield json.loads(line)


def _rows_if_there(path: Path) -> Iterator[Row]:
    return rows_of(path) if path.is_file() else iter(())


def spans_of(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences of a text."""
    return tuple((span.start, span.end) for span in sentences(text))


def _parallel(row: Row, language: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of an aligned article in one language, and its sentences."""
    spans, at = [], 0
    for sentence in row[language]:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return " ".join(row[language]), tuple(spans)


class AnnotatedTexts:
    """The texts that questions and claims about news were written for, by their ids.

    Args:
        folder: The data folder; texts of files that are missing there are not known.
        own: The file of our own articles, absolute or in that folder.

    Attributes:
        aligned: The rows of the aligned articles by id: their sentences in each language.
    """

    def __init__(self, folder: Path, own: Path | str | None) -> None:
        self.aligned = {row["id"]: row for row in _rows_if_there(folder / "reading/ntrex.jsonl.gz")}
        self._posts = {row["id"]: row["text"] for row in _rows_if_there(folder / "news_ru/posts.jsonl")}
        self._facts = {row["id"]: row for row in _rows_if_there(folder / "multihop_news/facts.jsonl")}
        self._own = {row["id"]: row for row in rows_of(folder / own)} if own else {}

    def of(self, key: str, language: str) -> tuple[str, str, tuple[tuple[int, int], ...], bool]:
        """Title, text, sentences, and whether answers count within a sentence.

        Raises:
            ValueError: No file has a text with this id.
        """
        if key in self._own:
            row = self._own[key]
            text, spans = _parallel({"own": row["sentences"]}, "own")
            return row["title"], text, spans, True
        if key in self.aligned:
            return "", *_parallel(self.aligned[key], language), True
        if key in self._posts:
            return "", self._posts[key], spans_of(self._posts[key]), False
        fact = self._facts.get(key)
        if fact is None:
            raise ValueError(
                f"{key}: no text with this id is in the articles of our own or in the data folder"
            )
        return fact["title"], fact["fact"], spans_of(fact["fact"]), False
