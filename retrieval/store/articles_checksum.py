"""A checksum of the articles of a generation, whatever has happened to the rest of its database."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.store.tables import Tables

_READ_AT_ONCE = 256  # rows
_QUERIES = (
    "SELECT id, item, origin, digest, title, text, url, published, updated, outlet, author, language FROM articles "
    "WHERE id > ? ORDER BY id LIMIT ?",
    "SELECT origin, source, fingerprint FROM items WHERE origin > ? ORDER BY origin LIMIT ?",
)


def articles_checksum(database: Tables) -> int:
    """CRC-32 of all articles with their facts and of the items that they came from.

    From these alone everything else in a generation can be made again.

    Raises:
        StoreError: They cannot be read.
    """
    crc = 0
    for query in _QUERIES:
        last = ""
        while rows := database.rows(query, [last, _READ_AT_ONCE]):
            for row in rows:
                crc = zlib.crc32("\0".join(str(value) for value in row).encode("utf-8", "surrogatepass"), crc)
            last = rows[-1][0]
    return crc
