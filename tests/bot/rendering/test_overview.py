"""The newest articles and what is in the store as messages, each judged by Telegram's own parser."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rendering.markup import ENTITY_LIMIT, Part
from bot.rendering.overview import render_latest, render_outlets, render_overview
from bot.texts import LANGUAGES, texts_for
from retrieval.store.contents import Headline, OutletContents
from retrieval.timelines.overview import Overview
from tests.bot.rendering.test_answer import CASES, HOSTILE
from tests.e2e.judge import Parsed, judged

OVERVIEW = Overview(
    articles=1234,
    passages=1,
    oldest=datetime(2006, 7, 26, tzinfo=UTC),
    newest=datetime(2025, 3, 31, tzinfo=UTC),
    undated=2,
    future=1,
    outlets=(
        OutletContents(
            name="Valley Wire",
            articles=1200,
            newest=datetime(2025, 3, 31, tzinfo=UTC),
            languages=("en", "ru"),
        ),
        OutletContents(name=None, articles=34, newest=None, languages=()),
    ),
    languages=(("ru", 1000), ("en", 200), ("ky", 4), (None, 30)),
    model="multilingual-e5-small",
    refreshed=datetime(2025, 4, 1, 6, 5, tzinfo=UTC),
    failures=0,
    broken=0,
)
HEADLINE = Headline(
    article_id="a",
    title="Bakery <closes>",
    url="https://hill.example/bakery",
    source="Hill Post",
    published=datetime(2025, 3, 31, tzinfo=UTC),
    language="en",
    future=False,
)


def shown(parts: list[Part]) -> Parsed:
    (part,) = parts
    return judged(part.html, "HTML")


def test_overview_as_a_reader_sees_it() -> None:
    """How much, from when to when, in which languages, with which model, how fresh."""
    assert shown(render_overview(OVERVIEW, "en")).text == (
        "What I answer from\n"
        "1,234 articles in 1 passage\n"
        "published from 26 July 2006 to 31 March 2025\n"
        "Languages: Russian (1,000), English (200), ky (4), not known (30)\n"
        "Embedding model: multilingual-e5-small\n"
        "Last refreshed: 1 April 2025, 06:05 UTC"
    )


def test_outlets_as_a_reader_sees_them() -> None:
    """Each with how many articles there are and how new they are; one may have no name."""
    parsed = shown(render_outlets(OVERVIEW, "en"))
    assert parsed.text == (
        "Outlets\n• Valley Wire: 1,200 articles, the newest of 31 March 2025\n• No outlet given: 34 articles"
    )
    assert parsed.covered("bold") == ["Outlets", "Valley Wire", "No outlet given"]


def test_latest_as_a_reader_sees_it() -> None:
    """Headlines that link to their articles, with outlet and date."""
    parsed = shown(render_latest([HEADLINE], "en"))
    assert parsed.text == "Newest articles\n\nBakery <closes>\nHill Post · 31 March 2025"
    assert parsed.covered("text_link") == ["Bakery <closes>"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_languages(language: str) -> None:
    """Nothing is said in another language than the reader's."""
    texts = texts_for(language).archive
    assert shown(render_overview(OVERVIEW, language)).text.startswith(texts.overview)
    assert shown(render_outlets(OVERVIEW, language)).text.startswith(texts.outlets)
    assert shown(render_latest([], language)).text == texts.no_latest
    future = shown(render_latest([HEADLINE, _future()], language)).text
    assert future.startswith(texts.latest)
    assert future.endswith(f"({texts.future})")


def _future() -> Headline:
    return Headline(
        article_id="f",
        title="Later",
        url=None,
        source=None,
        published=datetime(2031, 1, 1, tzinfo=UTC),
        language=None,
        future=True,
    )


def test_trouble_is_shown() -> None:
    """What could not be taken, and sources that could not be refreshed; a store that is empty says so in numbers."""
    empty = Overview(
        articles=0, passages=0, oldest=None, newest=None, undated=0, future=0, outlets=(), languages=(),
        model="m", refreshed=None, failures=3, broken=2,
    )  # fmt: skip
    text = shown(render_overview(empty, "ru")).text
    assert "0 статей, всего 0 отрывков" in text
    assert "Последнее обновление: неизвестно" in text
    assert text.endswith("Тогда не удалось взять: 3\nИсточников не удалось обновить: 2")


def test_many_outlets() -> None:
    """Forty are listed; how many are not is said."""
    outlets = tuple(
        OutletContents(name=f"Outlet {n}", articles=1, newest=None, languages=()) for n in range(45)
    )
    overview = Overview(
        articles=45, passages=45, oldest=None, newest=None, undated=45, future=0, outlets=outlets, languages=(),
        model="m", refreshed=None, failures=0, broken=0,
    )  # fmt: skip
    assert shown(render_outlets(overview, "en")).text.endswith(
        "Outlet 39: 1 article\n\nOutlets not listed: 5."
    )


MOMENTS = st.datetimes(timezones=st.just(UTC))
HEADLINES = st.builds(
    Headline,
    article_id=HOSTILE,
    title=HOSTILE,
    url=st.none() | HOSTILE,
    source=st.none() | HOSTILE,
    published=MOMENTS,
    language=st.none() | HOSTILE,
    future=st.booleans(),
)
OVERVIEWS = st.builds(
    Overview,
    articles=st.integers(0, 10**7),
    passages=st.integers(0, 10**7),
    oldest=st.none() | MOMENTS,
    newest=st.none() | MOMENTS,
    undated=st.integers(0, 9),
    future=st.integers(0, 9),
    outlets=st.lists(
        st.builds(
            OutletContents,
            name=st.none() | HOSTILE,
            articles=st.integers(0, 9),
            newest=st.none() | MOMENTS,
            languages=st.just(()),
        ),
        max_size=60,
    ).map(tuple),
    languages=st.lists(st.tuples(st.none() | HOSTILE, st.integers(0, 9)), max_size=12).map(tuple),
    model=HOSTILE,
    refreshed=st.none() | MOMENTS,
    failures=st.integers(0, 9),
    broken=st.integers(0, 9),
)


@given(OVERVIEWS, st.lists(HEADLINES, max_size=30), st.sampled_from(["en", "ru", "tg", "xx"]))
@settings(max_examples=CASES, deadline=None)
def test_telegram_takes_every_message(overview: Overview, headlines: list[Headline], language: str) -> None:
    """Whatever a store holds, TDLib's parser accepts each part, and reads the text that was meant."""
    for parts in (
        render_overview(overview, language),
        render_outlets(overview, language),
        render_latest(headlines, language),
    ):
        assert parts
        for part in parts:
            parsed = judged(part.html, "HTML")
            assert parsed.text == part.text
            assert len(parsed.entities) <= ENTITY_LIMIT
