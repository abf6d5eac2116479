"""What reads: question and passages in, for each passage out where the answer stands and whether there is one."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING, Protocol

from retrieval.errors import ModelError
from retrieval.settings import NO_READER, PACKAGED_READER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.reading.packaged_reader import PackagedReader
    from retrieval.reading.reading import Reading
    from retrieval.settings import Settings

log = logging.getLogger(__name__)


class Reader(Protocol):
    """Reads passages for a question."""

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Reading]:
        """What is made of each passage, given as its article's title and its text, in their order."""
        ...


def open_reader(settings: Settings) -> Reader | None:
    """The reader that the settings name; `None` where they name none.

    Where the one that comes with presscite cannot be loaded, there is none either: everything works without, less
    well.  The log says so, and `presscite doctor`.

    Raises:
        ModelError: On first use, where a model on the hub cannot be loaded.
    """
    if settings.reader == NO_READER:
        return None
    if settings.reader != PACKAGED_READER:
        from retrieval.reading.hub_reader import HubReader

        return HubReader(settings.reader)
    try:
        return _packaged(settings.model_cache)
    except ModelError as error:
        log.warning("answers are chosen without the reading model: %s", error)
        return None


@cache
def _packaged(folder: Path) -> PackagedReader:
    """The packaged reader, converted into a folder; a process loads it once, whoever asks for it."""
    from retrieval.reading.packaged_reader import PackagedReader

    return PackagedReader(folder)
