"""Plain text: one article a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.readers.contents import decode, load
from corpus.readers.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus.article import Article
    from corpus.errors import CorpusError


def read(path: Path, origin: str) -> Iterator[Article | CorpusError]:
    """Read a plain text file.

    The text is kept whole, so a headline is both the title and the first line of the text: a text file does
    not say which of its lines is which, and what is only in the title could not be quoted.

    Raises:
        CorpusError: If the file is not the text of an article.
        OSError: If it cannot be read.
    """
    yield from Record({"text": decode(load(path, origin), origin)}, path=origin).read()
