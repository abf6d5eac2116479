"""The vectors of a generation in a collection that generations share, one record for each content.

A record is named after the passage and all that stands beside its vector, so it never changes: a passage whose date was
put right has a new record, and who still reads the generation before finds the old one.  A search therefore meets
records of other generations too; they are left out, and more are asked for in their place.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from retrieval.store.postgres.catalogue import PostgresCatalogue
from retrieval.store.postgres.tables import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from retrieval.store.postgres.tables import PostgresTables
    from retrieval.store.vectors import VectorRecord, Vectors

_READ_AT_ONCE = 1_000  # records
_SPARE = 0.1  # share of the records that are asked for beside, where there are others in the collection
_OWN_BYTES = 8


def record_name(passage_id: str, facts: Mapping[str, Any]) -> str:
    """Name of the record of a passage with these facts beside its vector, as the database gives them back."""
    written = repr(sorted((name, plain(value)) for name, value in facts.items())).encode(
        "utf-8", "surrogatepass"
    )
    return f"{passage_id}-{hashlib.sha256(written).hexdigest()[: 2 * _OWN_BYTES]}"


class RecordVectors:
    """The vectors of the passages of one generation; see `VectorIndex`.

    Args:
        vectors: The collection.
        tables: The generation's.
        catalogue: The same; one of its own where left out.
    """

    def __init__(
        self, vectors: Vectors, tables: PostgresTables, catalogue: PostgresCatalogue | None = None
    ) -> None:
        self._vectors = vectors
        self._tables = tables
        self._catalogue = catalogue or PostgresCatalogue(tables)

    def __len__(self) -> int:
        return self._tables.count("SELECT count(*) FROM passages WHERE embedded")

    def dimension(self) -> int:
        """How many numbers a vector has; 0 where there is none."""
        row = self._tables.row("SELECT id FROM passages WHERE embedded LIMIT 1")
        found = self.stored([str(row[0])]) if row else {}
        return next((len(vector) for vector in found.values()), 0)

    @cached_property
    def _others(self) -> int:
        """How many records of the collection are none of this generation's."""
        return max(0, len(self._vectors) - len(self))

    def count_fault(self, passages: int) -> str | None:
        """What is wrong with how many there are, for a generation of so many passages; `None` where nothing is."""
        count = len(self._vectors)
        return None if count >= passages else f"it has {count:,} vectors for {passages:,} passages"

    def add(
        self,
        ids: Sequence[str],
        vectors: NDArray[np.float32],
        texts: Sequence[str],
        metadata: Sequence[Mapping[str, Any]],
    ) -> None:
        """Add passages; a record that is in already has the same content."""
        names = [record_name(id_, facts) for id_, facts in zip(ids, metadata, strict=True)]
        self._vectors.add(names, vectors, texts, metadata)

    def nearest(
        self, vector: NDArray[np.float32], limit: int, where: dict[str, Any] | None = None
    ) -> list[tuple[str, float]]:
        """Ids and cosines of the passages nearest to a unit vector, best first."""
        asked = limit + min(self._others, max(1, int(limit * _SPARE)))
        while True:
            found = self._vectors.nearest(vector, asked, where)
            ids = self._catalogue.of_records([record for record, _ in found])
            within = [(ids[record], cosine) for record, cosine in found if record in ids]
            if len(within) >= limit or len(found) < asked:
                return within[:limit]
            asked *= 2

    def stored(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of passages, by id; unknown ids are left out."""
        names: dict[str, str] = dict(
            self._tables.rows_among("SELECT record, id FROM passages WHERE id IN (?)", ids)
        )
        return {names[record]: vector for record, vector in self._vectors.stored([*names]).items()}

    def records(self) -> Iterator[VectorRecord]:
        """All of them, record by record, each under the id of its passage."""
        last = ""
        while rows := self._tables.rows(
            "SELECT id, record FROM passages WHERE id > ? ORDER BY id LIMIT ?", [last, _READ_AT_ONCE]
        ):
            ids = {record: id_ for id_, record in rows}
            for record in self._vectors.records_of([*ids]):
                yield record._replace(id=ids[record.id])
            last = str(rows[-1][0])

    def close(self) -> None:
        """Nothing is held: the connection to the server is kept."""
