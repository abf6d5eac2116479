"""What is made of a page: by presscite, as of one that it fetched, and by plain trafilatura."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import trafilatura
from trafilatura.settings import Document

from corpus.article import Article
from corpus.errors import CorpusError
from corpus.web.fetched import Fetched
from corpus.web.page import page_articles

if TYPE_CHECKING:
    from tests.evals.pages.render import Page


@dataclass(frozen=True, slots=True)
class Extraction:
    """The text of a page, and when it says that was published; `error` says what could not be read.

    More than one day where several articles are made of a page and say different ones.
    """

    text: str
    days: frozenset[date] = frozenset()
    error: str = ""


def by_presscite(page: Page) -> Extraction:
    """As a refresh would read it: of a live blog each entry is an article; a refused page has an empty text."""
    fetched = Fetched(address=page.address, body=page.body, media_type="text/html", charset=None)
    articles: list[Article] = []
    errors: list[str] = []
    try:
        for found in page_articles(fetched, page.address):
            if isinstance(found, Article):
                articles.append(found)
            else:
                errors.append(str(found))
    except CorpusError as error:
        errors.append(str(error))
    return Extraction(
        "\n".join(article.text for article in articles),
        frozenset(article.published.date() for article in articles if article.published),
        "; ".join(errors),
    )


def by_trafilatura(page: Page) -> Extraction:
    """With its defaults, and metadata for the date."""
    found = trafilatura.bare_extraction(page.body, url=page.address, with_metadata=True)
    if not isinstance(found, Document):
        return Extraction("", error="nothing extracted")
    return Extraction(found.text or "", frozenset({date.fromisoformat(found.date)} if found.date else ()))
