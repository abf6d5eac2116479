"""What Chroma keeps beside the vector of a passage, and filters over it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus import Article, Passage
    from retrieval.store.filters import Filters


_FURTHEST = 14 * 3600.0  # seconds from UTC: so far the clock of some islands is ahead


def metadata(passage: Passage, article: Article) -> dict[str, Any]:
    """What Chroma keeps beside a passage; a fact that is not known is left out, never invented."""
    facts: dict[str, Any] = {
        "article_id": article.id,
        "start": passage.start,
        "end": passage.end,
        "title": article.title,
    }
    if article.url:
        facts["url"] = article.url
    if article.source:
        facts["source"] = article.source
    if article.author:
        facts["author"] = article.author
    if article.language:
        facts["language"] = article.language
    if article.published:
        facts["published"] = article.published.isoformat()
        facts["published_at"] = article.published.timestamp()  # Chroma's range filters need numbers
    if article.updated:
        facts["updated"] = article.updated.isoformat()
    return facts


def metadata_filter(filters: Filters, outlets: Sequence[str]) -> dict[str, Any] | None:
    """Filters in Chroma's language, `None` for no filter.

    Chroma knows moments alone: of days it lets all pass that may be meant anywhere on Earth.

    Args:
        filters: What to search among.
        outlets: Names of all outlets, as the store writes them.
    """
    clauses: list[dict[str, Any]] = []
    if filters.published_after:
        clauses.append({"published_at": {"$gte": filters.published_after.timestamp()}})
    if filters.published_before:
        clauses.append({"published_at": {"$lt": filters.published_before.timestamp()}})
    if filters.first_day:
        clauses.append({"published_at": {"$gte": _midnight(filters.first_day) - _FURTHEST}})
    if filters.end_day:
        clauses.append({"published_at": {"$lt": _midnight(filters.end_day) + _FURTHEST}})
    if filters.sources:
        clauses.append({"source": {"$in": filters.named_outlets(outlets)}})
    if not clauses:
        return None
    return clauses[0] if len(clauses) == 1 else {"$and": clauses}


def _midnight(day: date) -> float:
    return datetime.combine(day, time.min, UTC).timestamp()
