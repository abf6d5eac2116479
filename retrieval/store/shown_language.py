"""The language of an article that is in, told anew by its text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.languages.detection import language_of

if TYPE_CHECKING:
    from corpus import Article


def with_shown_language(article: Article, digest: str) -> tuple[Article, str]:
    """An article in the language that its text shows, and its digest then.

    Args:
        article: The article as it is kept.
        digest: Its digest as it was read.

    Returns:
        The same where nothing changes.  A digest that was not made of these very facts stays: dates may have lost
        their zones on the way.
    """
    language = language_of(article.text, article.language)
    if language == article.language:
        return article, digest
    mended = replace(article, language=language)
    return mended, mended.digest if article.digest == digest else digest
