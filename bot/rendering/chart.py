"""A timeline as a picture: how many reports there were in each day, month or year."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bot.rendering.markup import cleaned
from bot.texts import texts_for
from retrieval.text.day import short_period

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.text import Text

    from retrieval.text.day import Unit
    from retrieval.timelines.timeline import Timeline

SIZE = (1000, 560)
"""Width and height of a chart, in pixels; a phone shows it at about a third of that."""

_DPI = 100
_INK, _PALE, _BAR = "#1f2933", "#d5dbe1", "#2a6fb0"
_MOST_LABELS = 5  # on the time axis
_MOST_NUMBERS = 12  # bars that carry their number; of more, a scale tells
_TITLE_WIDTH = 0.94  # of the picture
_LONGEST_TITLE = 120
_BAR_WIDTH = 0.8  # of a period
_MARGIN = 0.06  # of the width of the bars, at either side of them
_TITLE, _SUBTITLE, _NUMBER, _LABEL = 30, 22, 24, 21  # sizes of type, in points: about 8 on a phone


def chart(timeline: Timeline, language: str) -> bytes:
    """Draw a timeline as bars, one a period, empty periods included; safe in several threads at once.

    Args:
        timeline: One with entries.
        language: Code of the reader's language.

    Returns:
        A PNG of `SIZE`, on a light ground.

    Raises:
        ValueError: The timeline has no entries.
    """
    if not timeline.counts:
        raise ValueError("a timeline without entries has no chart")
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    # Not pyplot: it keeps figures in a place that all threads share.
    figure = Figure(figsize=(SIZE[0] / _DPI, SIZE[1] / _DPI), dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)
    # Below the names of the periods there is room for the time of day, which Telegram lays over the corner.
    axes = figure.add_axes((0.07, 0.24, 0.89, 0.51))
    _bars(axes, timeline, language)
    _headings(figure, timeline, language)
    picture = BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


def _bars(axes: Axes, timeline: Timeline, language: str) -> None:
    from matplotlib.collections import PolyCollection

    unit = timeline.unit
    first, last = timeline.counts[0][0], timeline.counts[-1][0]
    places = [_between(first, start, unit) for start, _ in timeline.counts]
    heights = [count for _, count in timeline.counts]
    width = _between(first, last, unit) + 1
    # One collection: with a shape for each bar, two thousand of them take matplotlib more than a second.
    half = _BAR_WIDTH / 2
    corners = [
        [(place - half, 0), (place + half, 0), (place + half, height), (place - half, height)]
        for place, height in zip(places, heights, strict=True)
    ]
    axes.add_collection(PolyCollection(corners, facecolors=_BAR, edgecolors="none", snap=True))
    # A lone bar is no wall, bars of a few periods are not set apart, and the last name does not leave the picture.
    margin = max(0.6, (5 - width) / 2, width * _MARGIN)
    axes.set_xlim(-margin, width - 1 + margin)
    axes.set_ylim(0, max(heights) * 1.2)
    _labels(axes, timeline, width, language)
    if len(places) <= _MOST_NUMBERS:
        axes.set_yticks([])
        for place, height in zip(places, heights, strict=True):
            _text(axes, place, height, f"{height:,}", size=_NUMBER, ha="center", va="bottom")
    else:
        _scale(axes)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(_PALE)
    axes.tick_params(length=0)


def _labels(axes: Axes, timeline: Timeline, width: int, language: str) -> None:
    """Names under the bars: under each where they are few or far apart, else under some periods, evenly spaced."""
    first, unit = timeline.counts[0][0], timeline.unit
    bars = [_between(first, start, unit) for start, _ in timeline.counts]
    places = bars if _apart(bars, width) else list(_ticks(first, width, unit))
    starts = [_after(first, place, unit) for place in places]
    names = [short_period(start, unit, language) for start in starts]
    if unit == "day":  # the year is said once, and again where it changes
        for position, start in enumerate(starts):
            if position == 0 or start.year != starts[position - 1].year:
                names[position] += f"\n{start.year}"
    axes.set_xticks(places, names, fontproperties=_font(_LABEL), color=_INK)


def _apart(bars: list[int], width: int) -> bool:
    """Whether each bar has room for its name where there are too many periods to name them all."""
    return width > _MOST_LABELS and all(b - a >= width / _MOST_LABELS for a, b in pairwise(bars))


def _ticks(first: date, width: int, unit: Unit) -> range:
    """Which of so many periods are named; of months, those that begin a year, a half or a quarter."""
    least = -(-width // _MOST_LABELS)
    if unit != "month" or least == 1:
        return range(0, width, least)
    step = next((months for months in (2, 3, 4, 6) if months >= least), -(-least // 12) * 12)
    return range(-(first.month - 1) % step, width, step)


def _scale(axes: Axes) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.grid(axis="y", color=_PALE, linewidth=0.8)
    axes.set_axisbelow(True)
    # The axis itself is where none are; the locator goes past the highest bar.
    top = axes.get_ylim()[1]
    axes.set_yticks([tick for tick in axes.get_yticks() if 0 < tick <= top])
    for label in axes.get_yticklabels():
        label.set_fontproperties(_font(_LABEL))
        label.set_color(_INK)


def _headings(figure: Figure, timeline: Timeline, language: str) -> None:
    shown = _drawable(" ".join(cleaned(timeline.topic).split()))
    title = _text(figure, 0.03, 0.89, shown[:_LONGEST_TITLE], size=_TITLE, weight="bold")
    # Letters differ in width, so the picture itself is asked how long the title is.
    whole = shown
    room = SIZE[0] * _TITLE_WIDTH
    while whole and title.get_window_extent().width > room:
        whole = whole[: min(len(whole) - 1, _LONGEST_TITLE)].rstrip()
        title.set_text(f"{whole}…")
    _text(figure, 0.03, 0.81, texts_for(language).archive.per_unit[timeline.unit], size=_SUBTITLE)


def _text(
    on: Axes | Figure, x: float, y: float, words: str, *, size: float, weight: str = "normal", **place: Any
) -> Text:
    # What people write is text and no formula, whatever dollar signs are in it.
    return on.text(x, y, words, fontproperties=_font(size, weight), color=_INK, parse_math=False, **place)


def _font(size: float, weight: str = "normal") -> FontProperties:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=_font_file(weight), size=size)


@lru_cache(maxsize=2)
def _font_file(weight: str) -> Path:
    """The font that comes with matplotlib, which has the letters of all our languages."""
    from pathlib import Path

    from matplotlib import get_data_path

    name = "DejaVuSans-Bold.ttf" if weight == "bold" else "DejaVuSans.ttf"
    return Path(get_data_path()) / "fonts" / "ttf" / name


def _drawable(text: str) -> str:
    """The text without characters that the font does not have; they would be drawn as boxes, with a warning."""
    from matplotlib.font_manager import get_font

    known = get_font(str(_font_file("bold"))).get_charmap()
    return " ".join("".join(char for char in text if ord(char) in known).split())


def _between(first: date, start: date, unit: Unit) -> int:
    """How many periods one begins behind another."""
    if unit == "day":
        return (start - first).days
    months = (start.year - first.year) * 12 + start.month - first.month
    return months if unit == "month" else start.year - first.year


def _after(first: date, count: int, unit: Unit) -> date:
    """The first day of the period so many periods behind another."""
    if unit == "day":
        return first.fromordinal(first.toordinal() + count)
    if unit == "year":
        return first.replace(year=first.year + count)
    years, month = divmod(first.month - 1 + count, 12)
    return first.replace(year=first.year + years, month=month + 1)
