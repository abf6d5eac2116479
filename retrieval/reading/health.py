"""Whether the reading model is in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.errors import ModelError
from retrieval.settings import PACKAGED_READER
from retrieval.store.diagnosis import Finding

if TYPE_CHECKING:
    from retrieval.settings import Settings


def reader_findings(settings: Settings) -> tuple[Finding, ...]:
    """What is wrong with the reading model that the settings name; a model of the hub is not looked at."""
    if settings.reader != PACKAGED_READER:
        return ()
    from retrieval.reading.delta import check_hash
    from retrieval.reading.packaged_reader import SHA256, WEIGHTS

    try:
        check_hash(WEIGHTS, SHA256)
    except ModelError as error:
        return (
            Finding(
                what=f"{error}; until then answers are chosen without it, less well",
                remedy="install presscite again, or set PRESSCITE_READER to off or to a model on the hub",
                repair=None,
            ),
        )
    return ()
