"""Timelines made up for the tests of how they are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from retrieval.answer import Citation
from retrieval.store.hit import NearDuplicate
from retrieval.timelines.entry import TimelineEntry
from retrieval.timelines.timeline import Timeline

CITATION = Citation(
    number=1,
    quote="The first unit of the dam\nwas started.",
    title="Dam starts",
    url="https://news.example/dam#:~:text=The%20first",
    published=datetime(2018, 11, 16, tzinfo=UTC),
    source="Valley Wire",
    article_id="dam",
    start=0,
    end=38,
)


def report(source: str | None) -> NearDuplicate:
    return NearDuplicate(article_id="copy", title="Copy", url=None, source=source, published=None)


TIMELINE = Timeline(
    topic="Rogun dam",
    subject="Rogun dam",
    unit="month",
    entries=(
        TimelineEntry(
            start=date(2018, 11, 1),
            end=date(2018, 12, 1),
            articles=3,
            stories=2,
            citations=(CITATION,),
            trimmed=True,
            also=(report("Hill Post"), report("Valley Wire"), report(None), report("Hill Post")),
        ),
        TimelineEntry(
            start=date(2019, 9, 1),
            end=date(2019, 10, 1),
            articles=1,
            stories=1,
            citations=(
                replace(
                    CITATION,
                    number=2,
                    quote="The second followed.",
                    published=datetime(2019, 9, 9, tzinfo=UTC),
                ),
            ),
        ),
    ),
    counts=((date(2018, 11, 1), 2), (date(2019, 9, 1), 1)),
    articles=4,
    stories=3,
)
