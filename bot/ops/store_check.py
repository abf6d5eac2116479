"""Whether the store can be read, and how much is in it, for the health check and the metrics."""

from __future__ import annotations

import asyncio
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.errors import RetrievalError
from retrieval.store.engine import store_engine
from retrieval.store.manifest import SERVER

if TYPE_CHECKING:
    from datetime import datetime

    from retrieval.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreStatus:
    """What a look at the store has found out.

    Attributes:
        fault: Why it cannot be read, for an operator; `None` where it can, or where there is none yet.
        articles: How many are in it.
        newest: When the newest dated one was published.
    """

    fault: str | None = None
    articles: int = 0
    newest: datetime | None = None


class StoreCheck:
    """Looks at the published generation without opening its vectors again, which take memory.

    Args:
        settings: Name the store, the embedding model and the Chroma server.
    """

    def __init__(self, settings: Settings) -> None:
        self._engine = store_engine(settings)
        self._model = settings.embedding_model

    async def look(self) -> StoreStatus:
        """What is there now."""
        return await asyncio.to_thread(self._look)

    def _look(self) -> StoreStatus:
        name = None
        try:
            name = self._engine.published()
            return StoreStatus() if name is None else self._read(name)
        except Exception as error:  # noqa: BLE001 - a damaged database raises what it likes
            if name is not None and self._replaced(name):
                return self._look()  # refreshed while we were reading
            if isinstance(error, RetrievalError):
                return StoreStatus(fault=str(error))
            return StoreStatus(
                fault=f"{self._engine.place} cannot be read ({type(error).__name__}); see: presscite doctor"
            )

    def _read(self, name: str) -> StoreStatus:
        with closing(self._engine.opened(name, vectors=False)) as opened:
            opened.manifest.check_model(self._model, self._engine.place)
            if opened.manifest.vectors == SERVER:
                _ = opened.vectors  # whether the server has them
            catalogue = opened.catalogue
            return StoreStatus(articles=catalogue.counts()[0], newest=catalogue.dates()[1])

    def _replaced(self, name: str) -> bool:
        try:
            return self._engine.published() not in {None, name}
        except RetrievalError:
            return False
