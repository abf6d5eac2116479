"""The sentences of passages with their vectors, as a generation keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.embedding.sentence_vectors import SentenceVectors
from retrieval.errors import StoreError
from retrieval.store.database import marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.store.database import IndexDatabase


class SentenceTable:
    """The sentences of passages.

    Args:
        database: The generation's; see its schema.
    """

    def __init__(self, database: IndexDatabase) -> None:
        self._database = database

    def vectors(self, passage_ids: Sequence[str]) -> dict[str, SentenceVectors]:
        """The sentences of these passages with their vectors, by passage id; unknown ids are left out.

        Raises:
            StoreError: They cannot be read.
        """
        found = self._database.rows(
            "SELECT p.id, s.vectors FROM passages p JOIN sentences s ON s.passage = p.row "  # noqa: S608 - marks only
            f"WHERE p.id IN ({marks(len(passage_ids))})",
            passage_ids,
        )
        try:
            return {id_: SentenceVectors.from_bytes(kept) for id_, kept in found}
        except ValueError as error:
            raise StoreError(
                f"{self._database.path} holds vectors of sentences that cannot be read ({error}); see what is wrong "
                "with: presscite doctor"
            ) from error
