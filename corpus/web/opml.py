"""OPML: a list of feeds, each a source."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path  # noqa: TC003 - a field's type
from typing import TYPE_CHECKING

from lxml import etree

from corpus.errors import CorpusError, SourceError
from corpus.readers.contents import load, reason_of
from corpus.readers.markup import elements, problem, refuse_entities
from corpus.web.discovery import open_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.source import Item
    from corpus.web.fetcher import Fetcher

_MOST_FEEDS = 1000


@dataclass(frozen=True, slots=True)
class FeedList:
    """A source that is a list of feeds: its items are those of all of them.

    Attributes:
        path: The file.
        name: What the source is called: its absolute path.
        fetcher: Fetches the feeds.
    """

    path: Path
    name: str
    fetcher: Fetcher = field(repr=False, compare=False)

    @property
    def lists_all(self) -> bool:
        """Never, as feeds do not."""
        return False

    def items(self) -> Iterator[Item | CorpusError]:
        """Fetch the feeds and list what is in them; a feed that cannot be had costs itself alone."""
        try:
            addresses = self._addresses()
        except CorpusError as error:
            yield error
            return
        except OSError as error:
            yield SourceError(self.name, reason_of(error))
            return
        if not addresses:
            yield SourceError(self.name, "names no feed (outlines with an xmlUrl)")
        for address in addresses:
            try:
                source = open_address(f"feed:{address}", self.fetcher)
            except SourceError as error:
                yield error
                continue
            yield from source.items()

    def _addresses(self) -> list[str]:
        refuse_entities(load(self.path, self.name), self.name)
        try:
            with self.path.open("rb") as file:
                outlines = [outline.get("xmlUrl") for outline in elements(file, (), ("outline",))]
        except etree.XMLSyntaxError as error:
            raise SourceError(self.name, f"is not XML ({problem(error)}); save it anew") from error
        return list(dict.fromkeys(address for address in outlines if address))[:_MOST_FEEDS]
