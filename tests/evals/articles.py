"""The articles of a file or folder, as presscite reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus import open_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus import Article


def articles_of(source: Path) -> Iterator[Article]:
    """Read them; what cannot be read is raised, as a set with holes would measure something else."""
    for item in open_source(source).items():
        if isinstance(item, Exception):
            raise item
        for article in item.read():
            if isinstance(article, Exception):
                raise article
            yield article
