"""Articles in: read from files and folders, cleaned, split into passages that can be quoted."""

from corpus.article import Article, Passage
from corpus.clean import clean
from corpus.errors import ArticleError, CorpusError, SkippedError, SourceError
from corpus.language import detect_language
from corpus.sentences import Span, sentences
from corpus.sources import Item, Source, open_source
from corpus.split import split

__all__ = [
    "Article",
    "ArticleError",
    "CorpusError",
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
