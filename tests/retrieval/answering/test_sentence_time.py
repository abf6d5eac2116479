"""The times that sentences of an article tell of."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.answering.sentence_time import ArticleTimes, Days

PUBLISHED = date(2024, 4, 2)  # a Tuesday


def times(
    text: str, sentence: str, *, title: str = "A headline", published: date | None = PUBLISHED
) -> list[Days]:
    start = text.index(sentence)
    return ArticleTimes(text, title, published).times(start, start + len(sentence))


def days(first: str, behind: str) -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(behind))


def interval(first: str, behind: str) -> Days:
    return days(first, behind)._replace(interval=True)


THAT_DAY = Days.one(PUBLISHED)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The council decided on Monday to repair it.", [days("2024-04-01", "2024-04-02")]),
        ("The plant burned down in 2014.", [days("2014-01-01", "2015-01-01")]),
        ("В 2014 году завод сгорел.", [days("2014-01-01", "2015-01-01")]),
        ("Корҳо соли 2026 оғоз мешаванд.", [days("2026-01-01", "2027-01-01")]),
        ("It will open next month.", [days("2024-05-01", "2024-06-01")]),
        ("It has stood since 1974.", [interval("1974-01-01", "2024-04-03")]),
        ("From 2010 to 2020 trade fell.", [interval("2010-01-01", "2021-01-01")]),
        ("It is to be done until 2026.", [interval("2024-04-02", "2027-01-01")]),
        ("There were 214 cases in March.", [days("2024-03-01", "2024-04-01")]),
        ("It recently rained.", [THAT_DAY]),
    ],
)  # fmt: skip
def test_a_sentence_tells_of_its_own_times(sentence: str, expected: list[Days]) -> None:
    """Relative ones are counted from the day of publication."""
    assert times(sentence, sentence) == expected


def test_without_a_time_of_its_own_it_tells_of_the_day_of_publication() -> None:
    """In an article that does not say when it is of, nothing can be told."""
    sentence = "The dollar rate is 10.9 somoni."
    assert times(sentence, sentence) == [THAT_DAY]
    assert times(sentence, sentence, published=None) == []
    assert times("It opened on Friday.", "It opened on Friday.", published=None) == []


def test_a_sentence_that_leans_on_another_has_its_time() -> None:
    """What "it" did is of the time of the sentence before; what else is said may be of either."""
    text = "In 2014 a boiler exploded. It killed four people. The mayor wept.\n\nThe mill employs 420 people."
    assert times(text, "It killed four people.") == [days("2014-01-01", "2015-01-01")]
    assert times(text, "The mayor wept.") == [THAT_DAY, days("2014-01-01", "2015-01-01")]
    assert times(text, "The mill employs 420 people.") == [THAT_DAY]


def test_a_headline_may_say_the_time() -> None:
    """Of sentences that name none themselves."""
    text = "The work will cost 2.4 million somoni. It was agreed in 2020."
    of_2026 = days("2026-01-01", "2027-01-01")
    assert times(text, "The work will cost 2.4 million somoni.", title="Repair in 2026") == [
        THAT_DAY,
        of_2026,
    ]
    assert times(text, "It was agreed in 2020.", title="Repair in 2026") == [days("2020-01-01", "2021-01-01")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The old wall, built in 1958, will be raised.",
        "The council (founded in 1958) will raise the wall.",
        "The council decided to raise the wall built in 1958 for 2.4 million somoni.",
        "Совет починит мост, построенный в 1958 году.",
    ],
)
def test_a_time_said_by_the_way_is_not_that_of_the_event(sentence: str) -> None:
    """The day of publication counts beside it."""
    assert times(sentence, sentence) == [days("1958-01-01", "1959-01-01"), THAT_DAY]


@pytest.mark.parametrize(
    "sentence", ["The wall was built in 1958.", "In 1958, after a flood, a wall was built."]
)
def test_a_time_of_the_main_clause_is_that_of_the_event(sentence: str) -> None:
    """The day of publication does not count."""
    assert times(sentence, sentence) == [days("1958-01-01", "1959-01-01")]


def test_a_month_long_past_may_be_the_next_one() -> None:
    """And a weekday is the next one where the sentence plans."""
    assert times("It opens in December.", "It opens in December.") == [days("2023-12-01", "2024-01-01")]
    assert days("2024-10-01", "2024-11-01") in times("It opens in October.", "It opens in October.")
    assert times("They met on Friday.", "They met on Friday.") == [days("2024-03-29", "2024-03-30")]
    assert days("2024-04-05", "2024-04-06") in times("They will meet on Friday.", "They will meet on Friday.")


def test_ranges_overlap_where_they_have_a_day_in_common() -> None:
    """With open ends, too; the end is behind the last day."""
    one = days("2024-01-01", "2024-02-01")
    assert one.overlaps(days("2024-01-31", "2024-03-01"))
    assert not one.overlaps(days("2024-02-01", "2024-03-01"))
    assert one.overlaps(Days(None, date(2024, 1, 2)))
    assert not one.overlaps(Days(None, date(2024, 1, 1)))
    assert one.overlaps(Days(date(2024, 1, 31), None))
    assert not one.overlaps(Days(date(2024, 2, 1), None))
