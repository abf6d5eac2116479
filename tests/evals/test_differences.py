"""The reports by which notes on differences are measured are what they are said to be."""

from __future__ import annotations

from collections import Counter

from tests.evals.differences.items import HALVES, items


def test_items() -> None:
    """An update is by one outlet and later, other differences are between outlets, and no question is asked twice."""
    everything = items()
    assert len({item.question for item in everything}) == len({item.id for item in everything}) == 198
    assert Counter(item.differs for item in everything) == {True: 113, False: 85}
    assert min(Counter(item.half for item in everything)[half] for half in HALVES) > 90
    for item in everything:
        parts = [report for report in item.reports if not report.get("aside")]
        assert len(item.differing) == len(parts) == 2, item.id
        assert item.newest in item.differing
        outlets = {report["source"] for report in parts}
        days = [report["published"] for report in parts]
        if item.truth == "update":
            assert len(outlets) == 1, item.id
            assert days[0] < days[1], item.id
        elif item.differs:
            assert len(outlets) == 2, item.id
