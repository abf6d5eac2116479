"""Citations as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from bot.state.citations import citations_from_json, citations_to_json
from tests.bot.fake_telegram import CITATION


def test_they_are_read_as_they_were_written() -> None:
    """With dates in any time zone or none, without outlet and address, in any script."""
    citations = (
        replace(CITATION, published=datetime(2021, 3, 31, 9, tzinfo=timezone(timedelta(hours=5)))),
        replace(CITATION, number=2, url=None, source=None, quote="Тоннель <b> «Истиқлол» \ud83d"),
        replace(CITATION, number=3, published=datetime(2021, 3, 31, tzinfo=UTC)),
    )
    assert citations_from_json(citations_to_json(citations)) == citations
    assert json.loads(citations_to_json(citations))[0]["published"] == "2021-03-31T09:00:00+05:00"


def test_none_are_none() -> None:
    """An answer may cite nothing."""
    assert citations_from_json(citations_to_json([])) == ()
