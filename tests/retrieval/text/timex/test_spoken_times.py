"""Times that a text speaks of, those to come among them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from retrieval.text.timex import periods, spoken_times

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("What will open tomorrow?", "2026-11-25", "2026-11-26"),
        ("What happens next week?", "2026-11-30", "2026-12-07"),
        ("What happens next Tuesday?", "2026-12-01", "2026-12-02"),
        ("What happens next Friday?", "2026-11-27", "2026-11-28"),
        ("Who will build in the coming year?", "2027-01-01", "2028-01-01"),
        ("Что откроется завтра?", "2026-11-25", "2026-11-26"),
        ("О чём послезавтрашнее заседание?", "2026-11-26", "2026-11-27"),
        ("Что будет в следующем месяце?", "2026-12-01", "2027-01-01"),
        ("Что будет в будущую пятницу?", "2026-11-27", "2026-11-28"),
        ("Фардо чӣ мешавад?", "2026-11-25", "2026-11-26"),
        ("Ҳафтаи оянда чӣ мешавад?", "2026-11-30", "2026-12-07"),
        ("What is planned for 2030?", "2030-01-01", "2031-01-01"),
        ("What was planned until 2030?", None, "2031-01-01"),
    ],
)
def test_times_to_come_are_spoken_of(text: str, start: str | None, end: str) -> None:
    """Nothing has been published in them, so no question is searched for there; but a text may tell of them."""
    (spoken,) = spoken_times(text, NOW.date())
    assert (spoken.start and spoken.start.isoformat(), spoken.end and spoken.end.isoformat()) == (start, end)
    assert start is None or not periods(text, NOW)


@pytest.mark.parametrize(
    "text", ["What was for breakfast? Завтрак.", "The next day they left.", "the next year"]
)
def test_what_is_counted_from_another_day_is_no_time_to_come(text: str) -> None:
    """Nor is breakfast tomorrow."""
    assert not spoken_times(text, NOW.date())


def test_what_is_newest_is_vague() -> None:
    """The latest news is the latest there is."""
    for text, vague in (
        ("What is the latest news?", True),
        ("Что нового?", True),
        ("What happened today?", False),
    ):
        (spoken,) = spoken_times(text, NOW.date())
        assert spoken.vague is vague
