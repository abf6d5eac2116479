"""What the tools read of articles: an extract of one, and the newest with the sentence that each begins with."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.web.request_problem import RequestFailedError, RequestProblem
from corpus import sentences
from retrieval.store.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus import Article
    from retrieval.store.store import Store

_NO_ARTICLE = RequestProblem(
    status=404, code="no_such_article", message="There is no article with this id.", param="article_id"
)


def extract(store: Store, article_id: str, start: int, length: int) -> dict[str, Any]:
    """A part of an article, with where it stands.

    Args:
        store: Holds the article.
        article_id: Its id.
        start: Offset of the first character.
        length: At most so many characters.

    Raises:
        RequestFailedError: There is no such article.
        RetrievalError: The store cannot be read.
    """
    with store.reading() as snapshot:
        article = snapshot.catalogue.article(article_id)
    if article is None:
        raise RequestFailedError(_NO_ARTICLE)
    start = min(start, len(article.text))
    end = min(start + length, len(article.text))
    return {
        "article_id": article.id,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "author": article.author,
        "published": _iso(article.published),
        "updated": _iso(article.updated),
        "language": article.language,
        "quote": article.text[start:end],
        "start": start,
        "end": end,
        "length": len(article.text),
    }


def newest(store: Store, limit: int, sources: Sequence[str]) -> list[dict[str, Any]]:
    """The newest articles, newest first, each with the words that it begins with.

    Args:
        store: Holds them.
        limit: At most so many.
        sources: Only of these outlets; empty means all.

    Raises:
        RetrievalError: The store cannot be read.
    """
    with store.reading() as snapshot:
        contents = snapshot.catalogue.contents()
        headlines = contents.latest(limit, datetime.now(UTC), Filters(sources=tuple(sources)))
        articles = snapshot.catalogue.articles([headline.article_id for headline in headlines])
    return [
        asdict(headline)
        | {"published": headline.published.isoformat()}
        | _beginning(articles[headline.article_id])
        for headline in headlines
    ]


def _beginning(article: Article) -> dict[str, Any]:
    first = next(iter(sentences(article.text)), None)
    start, end = (first.start, first.end) if first else (0, len(article.text))
    return {"quote": article.text[start:end], "start": start, "end": end}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
