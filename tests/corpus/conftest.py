"""Reading a source in tests: its articles on one side, its errors on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from corpus import Article, CorpusError, Fetcher, open_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Taken(NamedTuple):
    """What came out of a source."""

    articles: list[Article]
    errors: list[CorpusError]


def take(name: Path | str, fetcher: Fetcher | None = None) -> Taken:
    """Read all there is."""
    taken = Taken([], [])
    for item in open_source(name, fetcher).items():
        for found in [item] if isinstance(item, CorpusError) else item.read():
            (taken.errors if isinstance(found, CorpusError) else taken.articles).append(found)  # type: ignore[arg-type]
    return taken


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, str | bytes], Taken]:
    """Write a file of that name and content, and read it as a source."""

    def write_and_read(name: str, content: str | bytes) -> Taken:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return take(path)

    return write_and_read
