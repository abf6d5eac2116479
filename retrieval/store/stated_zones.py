"""Time zones of dates that an earlier presscite kept in UTC, told without any source.

The digest of an article was made of its dates as their source states them: of the offsets that there are on Earth, the
one that gives the digest is the one that was stated.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta, timezone
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import tzinfo

    from corpus import Article

    ZonePair: TypeAlias = tuple[tzinfo, tzinfo]

_QUARTERS = (345, 525, 765)  # minutes ahead of UTC, in Nepal and on two islands; all others are half hours
_MINUTES = sorted(
    {*range(-12 * 60, 14 * 60 + 1, 30), *_QUARTERS}, key=lambda minutes: (minutes % 60, abs(minutes))
)
_ZONES = tuple(timezone(timedelta(minutes=minutes)) for minutes in _MINUTES)
_SUMMER = timedelta(hours=1)


def with_stated_zones(kept: Iterable[tuple[Article, str, str]]) -> Iterator[tuple[Article, str, str]]:
    """Articles with their dates in the zones that their sources stated, as far as that can be told.

    Args:
        kept: Articles with their dates in UTC, and of each the item it came from and its digest as it was read.

    Returns:
        The same; where no zone gives the digest, the article as it is.
    """
    met: list[ZonePair] = []
    for article, item, digest in kept:
        yield _restated(article, digest, met), item, digest


def _restated(article: Article, digest: str, met: list[ZonePair]) -> Article:
    """One article; `met` has the zones of earlier ones, the latest first, as a source mostly stays with one."""
    if article.digest == digest or not (article.published or article.updated):
        return article
    digest_with = article.digest_by_dates()
    for zones in chain(tuple(met), _others(article)):
        published, updated = (
            moment and moment.astimezone(zone)
            for moment, zone in zip((article.published, article.updated), zones, strict=True)
        )
        if digest_with(published, updated) == digest:
            if zones in met:
                met.remove(zones)
            met.insert(0, zones)
            return replace(article, published=published, updated=updated)
    return article


def _others(article: Article) -> Iterator[ZonePair]:
    """All zones, for both dates alike; then for one of them, with the other in UTC, or an hour apart."""
    yield from ((zone, zone) for zone in _ZONES)
    if article.published and article.updated:
        for zone in _ZONES:
            offset = zone.utcoffset(None)
            yield from (
                (zone, UTC),
                (UTC, zone),
                (zone, timezone(offset + _SUMMER)),
                (zone, timezone(offset - _SUMMER)),
            )
