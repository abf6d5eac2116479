"""Where articles come from: one file a kind of source."""

from corpus.sources.fetcher import Fetcher
from corpus.sources.files import open_source
from corpus.sources.source import Item, Source

__all__ = ["Fetcher", "Item", "Source", "open_source"]
