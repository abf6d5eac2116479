"""XHTML: one article a file, read as HTML is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.readers import html
from corpus.readers.contents import load
from corpus.readers.markup import refuse_entities

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus.article import Article
    from corpus.errors import CorpusError


def read(path: Path, origin: str) -> Iterator[Article | CorpusError]:
    """Read a page in XHTML.

    Raises:
        CorpusError: If it declares entities, or there is no article text in it.
        OSError: If it cannot be read.
    """
    refuse_entities(load(path, origin), origin)
    yield from html.read(path, origin)
