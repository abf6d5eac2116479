"""Web pages that a browser saved in one file (.mht): each an article."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from corpus.address import canonical
from corpus.errors import SourceError
from corpus.readers import html, mht_text
from corpus.readers.bounded import extract
from corpus.readers.contents import load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus.article import Article
    from corpus.errors import CorpusError

MAX_BYTES = 100_000_000
"""The most bytes such a file may have: most of them are pictures."""


def read(path: Path, origin: str) -> Iterator[Article | CorpusError]:
    """Read a saved page.

    Raises:
        CorpusError: If there is no page in it, or no article text in the page.
        OSError: If it cannot be read.
    """
    data = load(path, origin, MAX_BYTES)
    found = extract(mht_text.__file__, data, origin, kind="a saved page")
    if not found:
        raise SourceError(origin, "holds no web page; save the page anew")
    page = base64.b64decode(found["page"])
    address = canonical(found["address"])
    yield from html.articles(page, origin, address=address, charset=found["charset"])
