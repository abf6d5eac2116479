"""Topics: what is looked for, and which times restrict it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from retrieval.store.filters import Filters
from retrieval.timelines.topic import Topic

NOW = datetime(2026, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "subject"),
    [
        ("Rogun", "Rogun"),
        ("  Rogun\n dam ", "Rogun dam"),
        ("What was reported about Rogun?", "Rogun"),
        ("What have the papers written about the trial of the bankers?", "the trial of the bankers"),
        ("timeline of the Rogun dam", "the Rogun dam"),
        ("Rogun timeline", "Rogun"),
        ("How did the dispute over water develop?", "the dispute over water"),
        ("Что писали о Рогуне?", "Рогуне"),
        ("Что известно о землетрясениях?", "землетрясениях"),
        ("Хронология строительства Рогуна", "строительства Рогуна"),
        ("Дар бораи Роғун чӣ навиштаанд?", "Роғун"),
        ("Хабарҳо дар бораи Роғун", "Роғун"),
        ("About Schmidt", "About Schmidt"),
        ("News Corp", "News Corp"),
        ("железная дорога Китай — Кыргызстан", "железная дорога Китай — Кыргызстан"),
    ],
)
def test_what_is_looked_for(given: str, subject: str) -> None:
    """Words that people put about a topic are not part of it, in three languages; names that look so are."""
    assert Topic.of(given, NOW).subject == subject


@pytest.mark.parametrize(
    ("given", "subject", "after", "before"),
    [
        ("Rogun in 2018", "Rogun", "2018-01-01", "2019-01-01"),
        ("Rogun 2018", "Rogun", "2018-01-01", "2019-01-01"),
        ("Рогун в 2018 году", "Рогун", "2018-01-01", "2019-01-01"),
        ("Роғун дар соли 2018", "Роғун", "2018-01-01", "2019-01-01"),
        ("Rogun since March 2018", "Rogun", "2018-03-01", None),
        ("What was reported about Rogun in November 2018?", "Rogun", "2018-11-01", "2018-12-01"),
        ("What happened in Dushanbe last year?", "Dushanbe", "2025-01-01", "2026-01-01"),
        ("выборы 2024 года в Грузии", "выборы в Грузии", "2024-01-01", "2025-01-01"),
        ("the 2022 World Cup final", "the 2022 World Cup final", None, None),
        ("Rogun", "Rogun", None, None),
    ],
)
def test_times_restrict(given: str, subject: str, after: str | None, before: str | None) -> None:
    """Times are taken out and restrict; a year that is part of a name stays and does not."""
    topic = Topic.of(given, NOW)
    found = [day.isoformat() if day else None for day in (topic.after, topic.before)]
    assert (topic.subject, *found) == (subject, after, before)


def test_several_times() -> None:
    """Each is looked among; together they reach from the first to the last."""
    topic = Topic.of("Rogun in 2018 and in 2020", NOW)
    years = [(f.first_day, f.end_day) for f in topic.filters()]
    assert [(a.year, b.year) for a, b in years if a and b] == [(2018, 2019), (2020, 2021)]
    assert (topic.after, topic.before) == (date(2018, 1, 1), date(2021, 1, 1))


def test_nothing_but_a_time() -> None:
    """Then its words are all there is to look for."""
    assert Topic.of("2018", NOW).subject == "2018"
    assert Topic.of("", NOW).filters() == [Filters()]


@pytest.mark.parametrize(
    "given", ["", "😀", "?!", "\x00", "(", "[a-z", "dam " * 25_000, "news about", "в 2018"]
)
def test_any_text_is_a_topic(given: str) -> None:
    """Nothing crashes it, and nothing makes it long."""
    assert len(Topic.of(given, NOW).subject) <= 2_000
