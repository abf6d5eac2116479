"""Timelines as messages, each judged by Telegram's own parser."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rendering.markup import ENTITY_LIMIT
from bot.rendering.timeline import render_timeline
from bot.texts import LANGUAGES, texts_for
from retrieval.store.hit import NearDuplicate
from retrieval.timelines.entry import TimelineEntry
from retrieval.timelines.timeline import Timeline
from tests.bot.rendering.test_answer import CASES, CITATIONS, HOSTILE
from tests.bot.timelines import CITATION, TIMELINE
from tests.e2e.judge import Parsed, judged


def shown(timeline: Timeline) -> Parsed:
    (part,) = render_timeline(timeline)
    return judged(part.html, "HTML")


def test_a_timeline_as_a_reader_sees_it() -> None:
    """The topic, a paragraph a period with its mark, then the sources with the quotes folded."""
    parsed = shown(TIMELINE)
    assert parsed.text == (
        "Rogun dam · 4 articles\n\n"
        "November 2018 · 3 articles\n"
        "The first unit of the dam was started.…\N{NARROW NO-BREAK SPACE}¹\n\n"
        "September 2019\n"
        "The second followed.\N{NARROW NO-BREAK SPACE}²\n\n"
        "Sources\n"
        "1. Dam starts\n"
        "Valley Wire · 16 November 2018\n"
        "Also: Hill Post\n"
        "The first unit of the dam\nwas started.\n\n"
        "2. Dam starts\n"
        "Valley Wire · 9 September 2019\n"
        "The second followed."
    )
    assert parsed.covered("bold") == ["Rogun dam", "November 2018", "September 2019", "Sources"]
    assert parsed.covered("text_link") == ["¹", "²", "Dam starts", "Dam starts"]
    assert parsed.covered("expandable_blockquote") == [
        "The first unit of the dam\nwas started.",
        "The second followed.",
    ]
    assert {entity["url"] for entity in parsed.entities if "url" in entity} == {CITATION.url}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["4 articles", "November 2018", "Months not shown: 2."]),
        ("ru", ["4 статьи", "ноябрь 2018 г.", "Месяцев не показано: 2.", "Источники"]),
        ("tg", ["4 мақола", "ноябри соли 2018", "Моҳҳое, ки нишон дода нашуданд: 2.", "Манбаъҳо"]),
    ],
)
def test_three_languages(language: str, words: list[str]) -> None:
    """Everything that the bot says itself is in the topic's language."""
    text = shown(replace(TIMELINE, language=language, omitted=2)).text
    assert all(said in text for said in words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_there_is_said(language: str) -> None:
    """Periods without a line, articles without a date, and that there is more."""
    texts = texts_for(language).archive
    parsed = shown(replace(TIMELINE, language=language, omitted=7, undated=5, complete=False))
    said = parsed.covered("italic")
    assert said == [texts.omitted["month"].format(count=7), texts.undated.format(count=5), texts.incomplete]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal(language: str) -> None:
    """What the articles do not speak of is refused as an answer is, with what is nearest."""
    empty = Timeline(topic="?", subject="?", nearest=(CITATION,), undated=2, language=language)
    parsed = shown(empty)
    assert parsed.text.startswith(texts_for(language).refused)
    assert f"{texts_for(language).nearest}\n• Dam starts" in parsed.text
    assert texts_for(language).archive.undated.format(count=2) in parsed.text


def test_many_outlets_with_one_story() -> None:
    """Five are named and the others hinted at."""
    also = tuple(
        NearDuplicate(article_id=str(n), title="x", url=None, source=f"Outlet {n}", published=None)
        for n in range(9)
    )
    entry = replace(TIMELINE.entries[0], also=also)
    assert (
        "Also: Outlet 0, Outlet 1, Outlet 2, Outlet 3, Outlet 4 …\n"
        in shown(replace(TIMELINE, entries=(entry,))).text
    )


def test_a_long_timeline_is_split_between_paragraphs() -> None:
    """Sixty days fill several messages; no period and no quote is lost or cut."""
    start = date(2024, 1, 1)
    entries = tuple(
        TimelineEntry(
            start=start + timedelta(days=n),
            end=start + timedelta(days=n + 1),
            articles=1,
            stories=1,
            citations=(
                replace(CITATION, number=n + 1, quote=f"NearDuplicate {n} of the day. " + "Word " * 30),
            ),
        )
        for n in range(60)
    )
    parts = [
        judged(part.html, "HTML") for part in render_timeline(replace(TIMELINE, unit="day", entries=entries))
    ]
    assert len(parts) > 3
    quotes = [quote for part in parts for quote in part.covered("expandable_blockquote")]
    assert quotes == [entry.citations[0].quote.strip() for entry in entries]
    assert sum(part.text.count(" 2024\n") for part in parts) == 60


DATES = st.dates(date(1, 1, 1), date(9998, 12, 31))
ENTRIES = st.builds(
    TimelineEntry,
    start=DATES,
    end=DATES,
    articles=st.integers(0, 10_000),
    stories=st.integers(0, 10_000),
    citations=st.lists(CITATIONS, max_size=3).map(tuple),
    trimmed=st.booleans(),
    also=st.lists(
        st.builds(
            NearDuplicate,
            article_id=HOSTILE,
            title=HOSTILE,
            url=st.none() | HOSTILE,
            source=st.none() | HOSTILE,
            published=st.none() | st.datetimes(timezones=st.just(UTC)),
        ),
        max_size=3,
    ).map(tuple),
)
TIMELINES = st.builds(
    Timeline,
    topic=HOSTILE,
    subject=HOSTILE,
    unit=st.sampled_from(["day", "month", "year"]),
    entries=st.lists(ENTRIES, max_size=6).map(tuple),
    articles=st.integers(0, 10_000),
    undated=st.integers(0, 3),
    omitted=st.integers(0, 3),
    complete=st.booleans(),
    nearest=st.lists(CITATIONS, max_size=3).map(tuple),
    missing=st.lists(HOSTILE, max_size=2).map(tuple),
    newest=st.none() | st.just(datetime(2024, 1, 1, tzinfo=UTC)),
    language=st.sampled_from(["en", "ru", "tg", "xx", "<b>"]),
)


@given(TIMELINES)
@settings(max_examples=CASES, deadline=None)
def test_telegram_takes_every_message_of_a_hostile_timeline(timeline: Timeline) -> None:
    """Whatever a timeline holds, TDLib's parser accepts each part, and reads the text that was meant."""
    parts = render_timeline(timeline)
    assert parts
    for part in parts:
        parsed = judged(part.html, "HTML")
        assert parsed.text == part.text
        assert len(parsed.entities) <= ENTITY_LIMIT
        assert all(judged(plain, None) for plain in part.plain)
