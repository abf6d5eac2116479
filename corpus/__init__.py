"""Articles in: read from files, folders and the web, cleaned, split into passages that can be quoted.

What opens sources and fetches is loaded when it is first used, so that who asks for words of a language waits for
neither.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from corpus.article import Article, Passage
from corpus.clean import clean
from corpus.errors import ArticleError, ArticleWarning, CorpusError, FetchError, SkippedError, SourceError
from corpus.languages.detection import detect_language
from corpus.sentences import Span, sentences
from corpus.source import Item, Source
from corpus.split import split

if TYPE_CHECKING:
    from corpus.files import open_source
    from corpus.web.fetcher import Fetcher

_HOMES = {"Fetcher": "corpus.web.fetcher", "open_source": "corpus.files"}

__all__ = [
    "Article",
    "ArticleError",
    "ArticleWarning",
    "CorpusError",
    "FetchError",
    "Fetcher",
    "Item",
    "Passage",
    "SkippedError",
    "Source",
    "SourceError",
    "Span",
    "clean",
    "detect_language",
    "open_source",
    "sentences",
    "split",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
