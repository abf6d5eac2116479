"""What every kind of source offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from corpus.article import Article
    from corpus.errors import CorpusError

    Seen: TypeAlias = Callable[[str], str | None]


class Item(Protocol):
    """A part of a source that is read in one go, such as a file; it can be skipped when it has not changed."""

    @property
    def origin(self) -> str:
        """Where a reader can look at it: a path or an address.  Unique within its source."""

    @property
    def fingerprint(self) -> str:
        """Told without reading the content; while it stays equal, the content is taken to be unchanged."""

    def read(self) -> Iterator[Article | CorpusError]:
        """Read its articles.  What cannot be taken comes as an error among them; nothing is raised."""


def nothing_seen(origin: str) -> str | None:
    """What an item looked like when it was read, where nothing was read before."""
    return None


class Source(Protocol):
    """Somewhere that articles come from."""

    @property
    def name(self) -> str:
        """What the source is called, the same each time it is opened: for files the absolute path."""

    @property
    def lists_all(self) -> bool:
        """Whether what is not listed any more is gone, as from a folder; not so where old things scroll away."""

    def items(self) -> Iterator[Item | CorpusError]:
        """List the items, in the same order each time.  What cannot be listed comes as an error among them."""
