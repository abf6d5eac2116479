"""Filters on top of filters."""

from __future__ import annotations

from datetime import date

from retrieval.store.filters import Filters

MARCH, APRIL, MAY = (date(2024, month, 1) for month in (3, 4, 5))


def test_narrowed() -> None:
    """What passes has to pass both; outlets that were chosen stay chosen."""
    own = Filters(first_day=MARCH, sources=("Asia-Plus",))
    assert own.narrowed(APRIL, MAY, ["Reuters"]) == Filters(
        first_day=APRIL, end_day=MAY, sources=("Asia-Plus",)
    )
    assert Filters(first_day=MAY).narrowed(MARCH).first_day == MAY
    assert Filters(end_day=MARCH).narrowed(None, MAY).end_day == MARCH
    assert Filters().narrowed(sources=["Reuters"]) == Filters(sources=("Reuters",))
