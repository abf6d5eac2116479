"""Whether sentences tell of the time that a question asks for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from retrieval.answer import Answer, Sentence
from retrieval.answering.event_time import EventTime, TimeFit, without_outside
from retrieval.answering.quote.candidate import Candidate
from tests.retrieval.fake_snapshot import passage, query

if TYPE_CHECKING:
    from retrieval.store.hit import Hit

NOW = datetime(2025, 6, 18, 9, tzinfo=UTC)  # a Wednesday
DAY = datetime(2024, 4, 2, 6, tzinfo=UTC)  # a Tuesday
COUNCIL = "The council decided on Tuesday to repair the old canal. Work is to begin in March 2026."
BUDGET = "Parliament approved the spending on Monday."


def candidate(hit: Hit, start: int, end: int, cosine: float = 0.8) -> Candidate:
    return Candidate(
        hit=hit, start=start, end=end, cosine=cosine, own_coverage=0.5, coverage=0.5, passage_coverage=0.5,
        phrases=0.0, heard=0.0, kind=0.5, answers=(),
    )  # fmt: skip


def fit(
    question: str,
    text: str,
    sentence: int = 0,
    *,
    title: str = "A headline",
    published: datetime | None = DAY,
    now: datetime = NOW,
) -> TimeFit:
    start = text.index(". ") + 2 if sentence else 0
    end = text.index(".", start) + 1
    found = candidate(passage(text, published=published, title=title), start, end)
    return EventTime(query(question, now=now)).fit(found)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the council decide?", TimeFit.INSIDE),
        ("What is the latest news on the council?", TimeFit.INSIDE),
        ("What did the council decide in April 2024?", TimeFit.INSIDE),
        ("What did the council decide on 2 April 2024?", TimeFit.INSIDE),
        ("What has the council decided since 2020?", TimeFit.INSIDE),
        ("What did the council decide before May 2024?", TimeFit.INSIDE),
        ("What did the council decide between 2023 and 2025?", TimeFit.INSIDE),
        ("What did the council decide in 2026?", TimeFit.OUTSIDE),
        ("What did the council decide today?", TimeFit.OUTSIDE),
        ("What did the council decide this week?", TimeFit.OUTSIDE),
        ("What did the council decide on 1 April 2024?", TimeFit.OUTSIDE),
        ("What did the council decide in April?", TimeFit.OUTSIDE),
        ("Что совет решил на прошлой неделе?", TimeFit.OUTSIDE),
        ("Что совет решил в апреле 2024 года?", TimeFit.INSIDE),
        ("Имрӯз шӯро чӣ қарор кард?", TimeFit.OUTSIDE),
        ("Моҳи апрели соли 2024 шӯро чӣ қарор кард?", TimeFit.INSIDE),
    ],
)
def test_a_sentence_is_inside_where_its_event_is(question: str, expected: TimeFit) -> None:
    """The time of the event decides, whenever the question is asked."""
    assert fit(question, COUNCIL) is expected


def test_an_article_answers_about_the_times_that_it_tells_of() -> None:
    """One of 2024 about 2026 in the sentence that says so, and in no other."""
    assert fit("What begins in 2026?", COUNCIL, 1) is TimeFit.INSIDE
    assert fit("What begins in 2026?", COUNCIL, 0) is TimeFit.OUTSIDE
    assert fit("What began in 2024?", COUNCIL, 1) is TimeFit.OUTSIDE


def test_a_time_of_a_thing_may_stand_in_the_headline_or_the_passage() -> None:
    """The budget of a year is adopted in the year before; what happened in a year is not."""
    published = datetime(2023, 11, 28, tzinfo=UTC)
    headline = "Parliament adopts the 2024 budget"
    assert fit("Who approved the 2024 budget?", BUDGET, title=headline, published=published) is TimeFit.INSIDE
    assert fit("Who approved it in 2024?", BUDGET, title=headline, published=published) is TimeFit.OUTSIDE
    assert (
        fit("Who approved the 2019 budget?", BUDGET, title=headline, published=published) is TimeFit.OUTSIDE
    )
    passage_says = f"{BUDGET} The 2024 budget has a deficit."
    assert fit("Who approved the 2024 budget?", passage_says, published=published) is TimeFit.INSIDE


def test_a_long_time_does_not_answer_about_a_short_one() -> None:
    """What is said of a year need not be so this week, unless it was written this week."""
    text = "In 2025 the mill is to be rebuilt."
    assert fit("What is to be rebuilt this week?", text) is TimeFit.OUTSIDE
    assert fit("What is to be rebuilt this week?", text, published=NOW) is TimeFit.INSIDE
    assert fit("What is to be rebuilt in 2025?", text) is TimeFit.INSIDE
    assert fit("What is to be rebuilt in March 2025?", text) is TimeFit.INSIDE
    interval = "From 2010 to 2020 the mill was rebuilt."
    assert fit("What was rebuilt on 3 March 2015?", interval) is TimeFit.INSIDE
    assert fit("What was rebuilt on 3 March 2021?", interval) is TimeFit.OUTSIDE


def test_an_article_without_a_day_says_it_in_words_or_not_at_all() -> None:
    """Nothing can be told of its other sentences."""
    text = "A toll is charged. It was opened in 1987."
    assert fit("What was charged today?", text, published=None) is TimeFit.UNDATED
    assert fit("What was opened in 1987?", text, 1, published=None) is TimeFit.INSIDE
    assert fit("What was charged in 1987?", text, published=None) is TimeFit.INSIDE
    assert fit("What was opened in 1990?", text, 1, published=None) is TimeFit.OUTSIDE


def test_a_written_sentence_rests_on_what_is_inside() -> None:
    """One of whose quotes none is goes; quotes of other articles and beside the sentence stay."""
    hit = passage(COUNCIL, published=DAY)
    outside = candidate(hit, 0, COUNCIL.index(".") + 1)
    late, inside = hit.cite(1, 0, 20), hit.cite(2, COUNCIL.index("Work"), len(COUNCIL))
    other = passage(COUNCIL, "q").cite(3, 0, 20)
    sentences = (
        Sentence(text="a", citations=(1,)),
        Sentence(text="b", citations=(1, 2)),
        Sentence(text="c", citations=(3,)),
    )
    written = Answer(question="?", searched_for="?", sentences=sentences, citations=(late, inside, other))
    assert without_outside(written, [outside]).sentences == sentences[1:]
    assert without_outside(written, []) == written


def test_the_day_is_that_of_the_article() -> None:
    """Half past midnight in Dushanbe is the 2nd there and the 1st in UTC; "today" is the asker's day."""
    fire = "A fire broke out at the market."
    dushanbe = timezone(timedelta(hours=5))
    night = datetime(2024, 4, 2, 0, 30, tzinfo=dushanbe)
    assert fit("Where was a fire on 2 April 2024?", fire, published=night) is TimeFit.INSIDE
    assert fit("Where was a fire on 1 April 2024?", fire, published=night) is TimeFit.OUTSIDE
    assert fit("Where is a fire today?", fire, published=night, now=night) is TimeFit.INSIDE
    assert fit("Where is a fire today?", fire, published=night, now=night.astimezone(UTC)) is TimeFit.OUTSIDE


def test_a_sentence_beside_the_one_that_answers_is_of_its_time() -> None:
    """Where that names another time and answers better by far; else the day of publication counts."""
    text = "The team won the final on Saturday. The keeper saved a penalty. On Sunday it rained."
    hit = passage(text, published=datetime(2025, 3, 16, tzinfo=UTC))  # a Sunday
    second, third = text.index("The keeper"), text.index("On Sunday")
    spans = [(0, second - 1), (second, third - 1), (third, len(text))]

    def inside(cosines: tuple[float, ...]) -> list[str]:
        found = [candidate(hit, *span, cosine) for span, cosine in zip(spans, cosines, strict=True)]
        ranked = sorted(found, key=lambda c: -c.score)
        asked = query("Who won the final yesterday?", now=datetime(2025, 3, 17, tzinfo=UTC))
        return [c.text for c in EventTime(asked).sorted_out(ranked)[TimeFit.INSIDE]]

    assert inside((0.95, 0.8, 0.79)) == ["On Sunday it rained."]
    assert inside((0.82, 0.8, 0.79)) == ["The keeper saved a penalty.", "On Sunday it rained."]


@pytest.mark.parametrize(
    "question", ["What does the council repair?", "What did the council repair in April 2024?"]
)
def test_a_sentence_that_answers_badly_is_of_no_other_time_for_that(question: str) -> None:
    """Scores may lie below zero; only a better sentence of the same article makes another time likely."""
    text = "The council repairs the old canal."
    found = candidate(passage(text, published=DAY), 0, len(text), cosine=-1.0)
    assert found.score < 0
    assert EventTime(query(question, now=NOW)).sorted_out([found])[TimeFit.INSIDE] == [found]
