"""The sentences of passages with their vectors, as a generation keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.embedding.sentence_vectors import readable_vectors
from retrieval.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.embedding.sentence_vectors import SentenceVectors
    from retrieval.store.tables import Tables


class SentenceTable:
    """The sentences of passages.

    Args:
        database: The generation's; see its schema.
    """

    def __init__(self, database: Tables) -> None:
        self._database = database

    def vectors(self, passage_ids: Sequence[str]) -> dict[str, SentenceVectors]:
        """The sentences of these passages with their vectors, by passage id; unknown ids are left out.

        Raises:
            StoreError: Those of a passage are missing or cannot be read.
        """
        found: dict[str, SentenceVectors] = {}
        for id_, kept in self.readable(passage_ids).items():
            if kept is None:
                raise StoreError(
                    f"{self._database.place} lacks the sentences of the passage {id_}; mend it with: "
                    "presscite doctor --repair"
                )
            found[id_] = kept
        return found

    def readable(self, passage_ids: Sequence[str]) -> dict[str, SentenceVectors | None]:
        """The same, with `None` for a passage whose sentences are missing or cannot be read."""
        found = self._database.rows_among(
            "SELECT p.id, s.vectors FROM passages p LEFT JOIN sentences s ON s.passage = p.row WHERE p.id IN (?)",
            passage_ids,
        )
        return readable_vectors(found)
