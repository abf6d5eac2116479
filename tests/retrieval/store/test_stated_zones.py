"""Zones that an earlier presscite did not keep are told from the digests of the articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from corpus import Article
from retrieval.store.stated_zones import with_stated_zones

_MOMENT = datetime(2024, 4, 1, 19, 30, tzinfo=UTC)


def _article(published: datetime | None, updated: datetime | None = None) -> Article:
    return Article(id="a", origin="/a", title="A", text="Some news.", published=published, updated=updated)


def _in_utc(article: Article) -> tuple[Article, str, str]:
    """As an earlier presscite kept it."""
    published, updated = (
        moment and moment.astimezone(UTC) for moment in (article.published, article.updated)
    )
    return replace(article, published=published, updated=updated), "/a", article.digest


def _zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("published", "updated"),
    [
        (300, 300),
        (300, None),
        (None, 180),
        (345, 345),
        (-570, -570),
        (0, 300),
        (300, 0),
        (120, 180),
        (180, 120),
        (840, 840),
    ],
)
def test_zones_are_told(published: int | None, updated: int | None) -> None:
    """Of one date or of two, in one zone or apart as summer and winter are."""
    dates = (None if m is None else _MOMENT.astimezone(_zone(m)) for m in (published, updated))
    stated = _article(*dates)
    ((restated, item, digest),) = with_stated_zones([_in_utc(stated)])
    assert (restated, item, digest) == (stated, "/a", stated.digest)
    assert (str(restated.published), str(restated.updated)) == (str(stated.published), str(stated.updated))


def test_what_cannot_be_told_stays() -> None:
    """A digest that no zone gives, and an article without a date, leave the article as it is."""
    kept = _article(_MOMENT)
    assert list(with_stated_zones([(kept, "/a", "other")])) == [(kept, "/a", "other")]
    undated = _article(None)
    assert list(with_stated_zones([(undated, "/a", "other")])) == [(undated, "/a", "other")]


def test_one_after_the_other() -> None:
    """Articles of several zones, in turn."""
    stated = [_article(_MOMENT.astimezone(_zone(minutes))) for minutes in (300, 180, 300, 0, -300)]
    found = [str(one.published) for one, _, _ in with_stated_zones(map(_in_utc, stated))]
    assert found == [str(one.published) for one in stated]
