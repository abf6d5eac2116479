"""Articles in: read from files, folders and the web, cleaned, split into passages that can be quoted."""

from corpus.article import Article, Passage
from corpus.clean import clean
from corpus.errors import ArticleError, ArticleWarning, CorpusError, FetchError, SkippedError, SourceError
from corpus.files import open_source
from corpus.languages.detection import detect_language
from corpus.sentences import Span, sentences
from corpus.source import Item, Source
from corpus.split import split
from corpus.web.fetcher import Fetcher

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
