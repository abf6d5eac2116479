"""Charts: real pictures, whatever the topic."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from bot.rendering.chart import SIZE, chart
from tests.bot.timelines import TIMELINE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.text.day import Unit
    from retrieval.timelines.timeline import Timeline

_BLUE = (42, 111, 176)
_BELOW_THE_BARS = 435  # the row of pixels at which names begin


def picture(timeline: Timeline, language: str = "en") -> NDArray[np.uint8]:
    """The pixels of a chart, of shape (height, width, 3)."""
    with Image.open(BytesIO(chart(timeline, language))) as image:
        assert (image.format, image.size) == ("PNG", SIZE)
        return np.asarray(image.convert("RGB"))


def bars(pixels: NDArray[np.uint8]) -> list[int]:
    """Heights of the bars in pixels, from left to right."""
    coloured = (pixels == _BLUE).all(axis=2).sum(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], coloured > 0, [0]]).astype(int)))
    return [int(np.median(coloured[start:end])) for start, end in edges.reshape(-1, 2)]


def counted(unit: Unit, *counts: tuple[date, int]) -> Timeline:
    return replace(TIMELINE, unit=unit, counts=counts)


def test_bars_are_the_counts() -> None:
    """As many bars as there are periods with stories, each as high as its share, at its place in time."""
    start = date(2024, 5, 1)
    heights = bars(
        picture(counted("day", (start, 1), (start + timedelta(days=1), 4), (start + timedelta(days=9), 2)))
    )
    assert len(heights) == 3
    assert heights[1] == max(heights)
    assert heights[0] / heights[1] == pytest.approx(0.25, abs=0.02)
    assert heights[2] / heights[1] == pytest.approx(0.5, abs=0.02)


def test_empty_periods_take_room() -> None:
    """Two reports a year apart are not drawn side by side."""
    coloured = (picture(TIMELINE) == _BLUE).all(axis=2).any(axis=0)
    first, last = np.flatnonzero(coloured)[[0, -1]]
    assert last - first > SIZE[0] / 2
    assert not coloured[SIZE[0] // 2]


def test_differs_with_data_topic_and_language() -> None:
    """Another count, another topic, another language: another picture; the same data: the same."""
    drawn = {
        chart(TIMELINE, "en"),
        chart(TIMELINE, "ru"),
        chart(TIMELINE, "tg"),
        chart(replace(TIMELINE, topic="Nurek dam"), "en"),
        chart(replace(TIMELINE, counts=((date(2018, 11, 1), 3), TIMELINE.counts[1])), "en"),
    }
    assert len(drawn) == 5
    assert chart(TIMELINE, "en") in drawn


@pytest.mark.parametrize(
    "topic",
    ["$", "$x^2$", r"\frac{1}{2} $\alpha", r"$\undefined{", "{}", "%", "_a^b", "", "\x00\x07", "\n\t", "Ω≠ё ғӣқӯҳҷ",
     "😀👩‍👩‍👧", "مرز تاجیکستان", "\u202eabc", "大坝是谁建的?", "W" * 5_000, "слово " * 1_000,
     "\ud800", "a\u0301" * 300],
)  # fmt: skip
def test_hostile_topics(topic: str, caplog: pytest.LogCaptureFixture) -> None:
    """Every topic gives a picture, without a warning (which the tests make an error) or a word in the log."""
    with caplog.at_level(logging.INFO):
        picture(replace(TIMELINE, topic=topic))
    assert not caplog.records


def test_dollars_are_no_formula() -> None:
    """What stands between dollars is drawn as it stands: the sign itself makes a difference."""
    assert chart(replace(TIMELINE, topic="$x$"), "en") != chart(replace(TIMELINE, topic="x"), "en")


def test_long_titles_stay_in_the_picture() -> None:
    """They end with an ellipsis before the edge; nothing is drawn in the margin."""
    pixels = picture(replace(TIMELINE, topic="Wide words WWWWWWWW " * 40))
    assert (pixels[:80, -20:] == 255).all()
    assert not (pixels[:80, :900] == 255).all()


def test_bars_far_apart_are_named() -> None:
    """Each has its name right below it, and no other period has one."""
    pixels = picture(TIMELINE)
    bars_ = np.flatnonzero((pixels == _BLUE).all(axis=2).any(axis=0))
    middles = [float(part.mean()) for part in np.split(bars_, np.flatnonzero(np.diff(bars_) > 1) + 1)]
    inked = np.flatnonzero(_dark(pixels[_BELOW_THE_BARS:]).any(axis=0))
    names = np.split(inked, np.flatnonzero(np.diff(inked) > 40) + 1)
    assert [float(name[[0, -1]].mean()) for name in names] == pytest.approx(middles, abs=4)


def test_a_phone_shows_it_legibly() -> None:
    """At the width of a phone's message, 364 CSS pixels, capitals are 7 high or more, and nothing is in the corner
    that Telegram lays the time of day over.
    """
    pixels = picture(TIMELINE)
    for rows in (slice(0, 100), slice(_BELOW_THE_BARS, None)):
        inked = np.flatnonzero(_dark(pixels[rows]).any(axis=1))
        assert (inked[-1] - inked[0] + 1) * 364 / SIZE[0] >= 7
    assert (pixels[-75:, -165:] == 255).all()


def _dark(pixels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.asarray(pixels.max(axis=2) < 90)


@pytest.mark.parametrize("unit", ["day", "month", "year"])
@pytest.mark.parametrize("count", [1, 2, 7, 62, 120, 2_000])
@pytest.mark.parametrize("language", ["en", "ru", "tg"])
def test_spans_of_every_length(unit: Unit, count: int, language: str) -> None:
    """One period or two thousand: names under the axis fit, and every bar is in the picture."""
    start = {"day": date(2023, 12, 30), "month": date(1850, 11, 1), "year": date(1, 1, 1)}[unit]
    days = {"day": 1, "month": 31, "year": 366}[unit]
    periods = sorted({_first(start + timedelta(days=days * n), unit) for n in range(count)})
    pixels = picture(counted(unit, *((period, n % 5 + 1) for n, period in enumerate(periods))), language)
    assert (pixels[:, :3] == 255).all()
    assert (pixels[:, -3:] == 255).all()
    if count <= 62:
        assert len(bars(pixels)) == len(periods)


def _first(day: date, unit: Unit) -> date:
    return {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[unit]


def test_many_threads_at_once() -> None:
    """Charts drawn side by side are those drawn one by one."""
    timelines = [replace(TIMELINE, topic=f"Topic {n}") for n in range(8)]
    one_by_one = [chart(timeline, "en") for timeline in timelines]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda timeline: chart(timeline, "en"), timelines)) == one_by_one


def test_nothing_to_draw() -> None:
    """A timeline without entries has no chart, which its caller ought to have known."""
    with pytest.raises(ValueError, match="no chart"):
        chart(replace(TIMELINE, entries=(), counts=()), "en")
