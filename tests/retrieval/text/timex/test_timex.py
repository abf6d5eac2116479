"""Time expressions in three languages become ranges on the publication date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.text.timex import Period, closeness, periods

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)  # a Tuesday

# The question, then "first day..day behind the last kind", more of them divided by ";", nothing for no period.
ENGLISH = """
What happened today? | 2026-11-24..2026-11-25 report
Today, who came? | 2026-11-24..2026-11-25 report
How many people live in France today? | 2026-11-24..2026-11-25 fact
What did the minister say yesterday? | 2026-11-23..2026-11-24 report
What happened the day before yesterday? | 2026-11-22..2026-11-23 report
What happened last night? | 2026-11-23..2026-11-24 report
What happened last week? | 2026-11-16..2026-11-23 report
What is new this week? | 2026-11-23..2026-11-30 report
What happened in Dushanbe this month? | 2026-11-01..2026-12-01 report
What did trade amount to last month? | 2026-10-01..2026-11-01 report
What did trade amount to last year? | 2025-01-01..2026-01-01 report
What happened in the last 3 days? | 2026-11-21..2026-11-25 report
What happened in the last 24 hours? | 2026-11-23..2026-11-25 report
What happened over the past two months? | 2026-09-24..2026-11-25 report
What happened over the past week? | 2026-11-17..2026-11-25 report
How did trade grow in the last ten years? | 2016-11-24..2026-11-25 fact
What happened three days ago? | 2026-11-21..2026-11-22 report
What happened two weeks ago? | 2026-11-09..2026-11-16 report
What happened 25 years ago? | 2001-01-01..2002-01-01 fact
Who recently visited Dushanbe? | 2026-10-25..2026-11-25 report
What is the latest news on the dam? | 2026-10-25..2026-11-25 report
What is the latest on the dam? | 2026-10-25..2026-11-25 report
What happened on Monday? | 2026-11-23..2026-11-24 report
What happened on Wednesday? | 2026-11-18..2026-11-19 report
What happened last Tuesday? | 2026-11-17..2026-11-18 report
What has changed since 2015? | 2015-01-01.. fact
What has changed since last March? | 2026-03-01.. report
What was it like before 2020? | ..2020-01-01 fact
What came after 5 May 2021? | 2021-05-06.. fact
What was known until March 2021? | ..2021-04-01 fact
What happened between 2018 and 2020? | 2018-01-01..2021-01-01 fact
What happened from March to May 2021? | 2021-03-01..2021-06-01 fact
What happened from November to February 2021? | 2020-11-01..2021-03-01 fact
What happened from November 2020 to February? | 2020-11-01..2021-03-01 fact
What happened from 5 to 8 May 2021? | 2021-05-05..2021-05-09 fact
What happened between 5 May and 8 June 2021? | 2021-05-05..2021-06-09 fact
What was built in 2018-2020? | 2018-01-01..2021-01-01 fact
Who won the 2020/21 season? | 2020-01-01..2022-01-01 fact
What happened in 2018 and in 2020? | 2018-01-01..2019-01-01 fact ; 2020-01-01..2021-01-01 fact
What happened in March 2021? | 2021-03-01..2021-04-01 fact
What happened in March last year? | 2025-03-01..2025-04-01 report
What happened in March? | 2026-03-01..2026-04-01 fact
What happened in December? | 2025-12-01..2026-01-01 fact
What happened on 6 April? | 2026-04-06..2026-04-07 fact
What happened on December 6th? | 2025-12-06..2025-12-07 fact
What happened on February 29? | 2024-02-29..2024-03-01 fact
What happened on Sept. 6, 2023? | 2023-09-06..2023-09-07 fact
What happened on 2021-03-05? | 2021-03-05..2021-03-06 fact
What happened on 25/3/2021? | 2021-03-25..2021-03-26 fact
What happened on 5/3/2021? | 2021-01-01..2022-01-01 fact
What was sown in the spring of 2021? | 2021-03-01..2021-06-01 fact
How cold was winter 2021/22? | 2021-12-01..2022-03-01 fact
How cold was the winter of 2021? | 2020-12-01..2021-03-01 fact
How hot was last summer? | 2026-06-01..2026-09-01 report
What was output in Q1 2023? | 2023-01-01..2023-04-01 fact
What was output in the third quarter of 2023? | 2023-07-01..2023-10-01 fact
What was output in the second half of 2022? | 2022-07-01..2023-01-01 fact
What happened in the 1990s? | 1990-01-01..2000-01-01 fact
What did trade fall to in 2015? | 2015-01-01..2016-01-01 fact
Who won the 1998 election? | 1998-01-01..1999-01-01 fact
What happened in 1066? | 1066-01-01..1067-01-01 fact
What was reported in March 2021 about trade? | 2021-03-01..2021-04-01 report
In March 2021, what was reported about trade? | 2021-03-01..2021-04-01 report
Which articles published since 2020 speak of it? | 2020-01-01.. report
What do news articles of 2019 say? | 2019-01-01..2020-01-01 report
What did Asia-Plus write in 2019? | 2019-01-01..2020-01-01 report
Did the Verge report on Google published on September 26, 2023 say so? | 2023-09-26..2023-09-27 report
Which book was published in 2015? | 2015-01-01..2016-01-01 fact
What did the commission's report in 1973 recommend? | 1973-01-01..1974-01-01 fact
What does the report on 2015 say? | 2015-01-01..2016-01-01 fact
What did the 2015 annual report say? | 2015-01-01..2016-01-01 fact
What was output in the first half of this year? | 2026-01-01..2026-07-01 report
What was output in H1 2023? | 2023-01-01..2023-07-01 fact
What was output in 2H 2023? | 2023-07-01..2024-01-01 fact
What was output in 2023 Q4? | 2023-10-01..2024-01-01 fact
What was output in the first nine months of 2023? | 2023-01-01..2023-10-01 fact
What has changed since the beginning of the year? | 2026-01-01..2026-11-25 report
What has changed so far this month? | 2026-11-01..2026-11-25 report
What was exported year to date? | 2026-01-01..2026-11-25 report
What was output last quarter? | 2026-07-01..2026-10-01 fact
What was output this quarter? | 2026-10-01..2027-01-01 fact
How did trade grow over the past decade? | 2016-11-24..2026-11-25 fact
What happened last weekend? | 2026-11-21..2026-11-23 report
What happened the week before last? | 2026-11-09..2026-11-16 report
What happened in November and December 2021? | 2021-11-01..2021-12-01 fact ; 2021-12-01..2022-01-01 fact
What happened in December and January 2021? | 2020-12-01..2021-01-01 fact ; 2021-01-01..2021-02-01 fact
What was done before the end of 2021? | ..2022-01-01 fact
What was sown in the autumn of last year? | 2025-09-01..2025-12-01 report
What was output in the first quarter? |
What happened in the last quarter of the match? |
What is open on the weekend? |
What happened in the first few months? |
Who wrote the first 3H 2023? | 2023-01-01..2024-01-01 fact
What happened a year earlier? |
What was written in the 10th century? |
How far are 2015 meters? |
What did the 2015 people say? |
Who counted 2,015 people? |
What costs US$2015? |
Were more than 2000 sent? |
Were 1500 workers sent? |
What does UN resolution 1701 say? |
What was built in 1200 BC? |
How many may attend, and who will march? |
What happened in the last days of the war? |
What happens next Monday? |
What is planned for 2030? |
What is the role of women in today's world? |
When does the chamber meet on Tuesday afternoons? |
What did Business Today say? |
Why did the price fall? |
"""
RUSSIAN = """
Что произошло сегодня? | 2026-11-24..2026-11-25 report
Сколько людей живёт там сегодня? | 2026-11-24..2026-11-25 fact
Что сказал министр вчера? | 2026-11-23..2026-11-24 report
Что было позавчера? | 2026-11-22..2026-11-23 report
О чём вчерашнее заседание? | 2026-11-23..2026-11-24 report
Что произошло на прошлой неделе? | 2026-11-16..2026-11-23 report
Что сделано в этом году? | 2026-01-01..2027-01-01 report
Что было в прошлом месяце? | 2026-10-01..2026-11-01 report
Что произошло за последние три дня? | 2026-11-21..2026-11-25 report
Что произошло за последнюю неделю? | 2026-11-17..2026-11-25 report
Что произошло за последние сутки? | 2026-11-23..2026-11-25 report
Как изменилась торговля за последние годы? | 2021-11-24..2026-11-25 fact
Что было три дня назад? | 2026-11-21..2026-11-22 report
Что было неделю назад? | 2026-11-16..2026-11-23 report
Кто недавно приезжал в Душанбе? | 2026-10-25..2026-11-25 report
Каковы последние новости о плотине? | 2026-10-25..2026-11-25 report
Что случилось во вторник? | 2026-11-24..2026-11-25 report
Что случилось в прошлую пятницу? | 2026-11-20..2026-11-21 report
Что изменилось с 2015 года? | 2015-01-01.. fact
Что было до 2020? | ..2020-01-01 fact
Что было после 5 мая 2021 г.? | 2021-05-06.. fact
Что было между 2018 и 2020 годами? | 2018-01-01..2021-01-01 fact
Что построено в 2018–2020 гг.? | 2018-01-01..2021-01-01 fact
Что было с марта по май 2021 года? | 2021-03-01..2021-06-01 fact
Что было с 5 по 8 марта? | 2026-03-05..2026-03-09 fact
Что было в марте 2021 года? | 2021-03-01..2021-04-01 fact
Что было в мае прошлого года? | 2025-05-01..2025-06-01 report
Что было в декабре? | 2025-12-01..2026-01-01 fact
Что было 5 мая 2021? | 2021-05-05..2021-05-06 fact
Что было 05.03.2021? | 2021-03-05..2021-03-06 fact
Что было летом 2022? | 2022-06-01..2022-09-01 fact
Что было прошлым летом? | 2026-06-01..2026-09-01 report
Что было в первом квартале 2023 года? | 2023-01-01..2023-04-01 fact
Что было во II полугодии 2023 года? | 2023-07-01..2024-01-01 fact
Что было в 1990-е годы? | 1990-01-01..2000-01-01 fact
До скольких упала торговля в 2015-м? | 2015-01-01..2016-01-01 fact
Кто победил на выборах 2020г.? | 2020-01-01..2021-01-01 fact
Есть ли новости за март 2021? | 2021-03-01..2021-04-01 report
О чём писали газеты и что сообщали в 2019 году? | 2019-01-01..2020-01-01 report
Какая книга опубликована в 2015 году? | 2015-01-01..2016-01-01 fact
Что было в первом полугодии этого года? | 2026-01-01..2026-07-01 report
Каков экспорт за девять месяцев 2023 года? | 2023-01-01..2023-10-01 fact
Каков экспорт за первые 6 месяцев прошлого года? | 2025-01-01..2025-07-01 report
Что изменилось с начала года? | 2026-01-01..2026-11-25 report
Что изменилось с начала этого месяца? | 2026-11-01..2026-11-25 report
Что изменилось с начала 2023 года? | 2023-01-01.. fact
Что было в прошлом квартале? | 2026-07-01..2026-10-01 fact
Что было в I квартале текущего года? | 2026-01-01..2026-04-01 report
Что было за последние два года? | 2024-11-24..2026-11-25 fact
Что было за последнее десятилетие? | 2016-11-24..2026-11-25 fact
Что было в 2010-х? | 2010-01-01..2020-01-01 fact
Что было в девяностых годах? | 1990-01-01..2000-01-01 fact
Что было за минувшие сутки? | 2026-11-23..2026-11-25 report
Что было в прошлые выходные? | 2026-11-21..2026-11-23 report
Что было в позапрошлом году? | 2024-01-01..2025-01-01 report
Что сделают до конца 2021 года? | ..2022-01-01 fact
Что было осенью прошлого года? | 2025-09-01..2025-12-01 report
Что было в мае и июне 2021 года? | 2021-05-01..2021-06-01 fact ; 2021-06-01..2021-07-01 fact
Что было в первом квартале? |
Что открыто в выходные? |
Что попало в среду обитания барса? |
Что построили в Душанбе? |
Сколько это, 2015 метров? |
Где живут 2015 человек? |
Что говорит резолюция 1701? |
Что построено в XIX веке? |
Что будет на следующей неделе? |
"""
TAJIK = """
Имрӯз чӣ шуд? | 2026-11-24..2026-11-25 report
Вазир дирӯз чӣ гуфт? | 2026-11-23..2026-11-24 report
Вазир дируз чи гуфт? | 2026-11-23..2026-11-24 report
Ҳафтаи гузашта чӣ шуд? | 2026-11-16..2026-11-23 report
Хафтаи гузашта чи шуд? | 2026-11-16..2026-11-23 report
Ин ҳафта чӣ шуд? | 2026-11-23..2026-11-30 report
Моҳи гузашта чӣ шуд? | 2026-10-01..2026-11-01 report
Имсол чӣ сохтанд? | 2026-01-01..2027-01-01 report
Соли гузашта чӣ сохтанд? | 2025-01-01..2026-01-01 report
Дар се рӯзи охир чӣ шуд? | 2026-11-21..2026-11-25 report
Дар ду моҳи охир чӣ шуд? | 2026-09-24..2026-11-25 report
Савдо дар солҳои охир чӣ гуна буд? | 2021-11-24..2026-11-25 fact
Се рӯз пеш чӣ шуд? | 2026-11-21..2026-11-22 report
Хабарҳои охирин дар бораи барқ чист? | 2026-10-25..2026-11-25 report
Рӯзи душанбе чӣ шуд? | 2026-11-23..2026-11-24 report
Дар моҳи март чӣ шуд? | 2026-03-01..2026-04-01 fact
Дар моҳи марти соли 2021 чӣ шуд? | 2021-03-01..2021-04-01 fact
5 майи соли 2021 чӣ шуд? | 2021-05-05..2021-05-06 fact
Соли 2021 чӣ шуд? | 2021-01-01..2022-01-01 fact
Аз соли 2015 чӣ тағйир ёфт? | 2015-01-01.. fact
Пеш аз соли 2020 чӣ буд? | ..2020-01-01 fact
Пас аз соли 2015 чӣ шуд? | 2016-01-01.. fact
Байни солҳои 2018 ва 2020 чӣ шуд? | 2018-01-01..2021-01-01 fact
Аз соли 2018 то соли 2020 чӣ шуд? | 2018-01-01..2021-01-01 fact
Тобистони соли 2022 чӣ шуд? | 2022-06-01..2022-09-01 fact
Дар солҳои 90-ум чӣ шуд? | 1990-01-01..2000-01-01 fact
Мақолаҳое, ки дар соли 2021 нашр шудаанд, чӣ мегӯянд? | 2021-01-01..2022-01-01 report
Аз аввали сол чӣ тағйир ёфт? | 2026-01-01..2026-11-25 report
Аз аввали соли 2023 чӣ тағйир ёфт? | 2023-01-01.. fact
Дар нимаи аввали соли 2023 чӣ шуд? | 2023-01-01..2023-07-01 fact
Дар семоҳаи дуюми соли 2023 чӣ шуд? | 2023-04-01..2023-07-01 fact
Дар семоҳаи гузашта чӣ шуд? | 2026-07-01..2026-10-01 fact
Дар нӯҳ моҳи соли 2023 чӣ шуд? | 2023-01-01..2023-10-01 fact
Дар даҳсолаи охир чӣ шуд? | 2016-11-24..2026-11-25 fact
Байни март ва майи соли 2021 чӣ шуд? | 2021-03-01..2021-06-01 fact
Баҳори соли гузашта чӣ шуд? | 2025-03-01..2025-06-01 report
Дар Душанбе чӣ сохтанд? |
Кӣ 2015 нафарро даъват кард? |
"""


def _cases(table: str) -> list[tuple[str, str]]:
    rows = (row.split("|") for row in table.strip().splitlines())
    return [(question.strip(), told.strip()) for question, told in rows]


def _told(question: str, now: datetime = NOW) -> str:
    def day(day: date | None) -> str:
        return day.isoformat() if day else ""

    return " ; ".join(f"{day(p.start)}..{day(p.end)} {p.kind}" for p in periods(question, now))


@pytest.mark.parametrize(("question", "told"), _cases(ENGLISH))
def test_english(question: str, told: str) -> None:
    """Each expression is the range it speaks of, and what only looks like one is none."""
    assert _told(question) == told


@pytest.mark.parametrize(("question", "told"), _cases(RUSSIAN))
def test_russian(question: str, told: str) -> None:
    """The same in Russian, in its cases."""
    assert _told(question) == told


@pytest.mark.parametrize(("question", "told"), _cases(TAJIK))
def test_tajik(question: str, told: str) -> None:
    """The same in Tajik, with and without its own letters; the capital is no Monday."""
    assert _told(question) == told


@pytest.mark.parametrize("question", ["LAST WEEK", "last\n week", "НА ПРОШЛОЙ НЕДЕЛЕ"])
def test_case_and_white_space_make_no_difference(question: str) -> None:
    """People shout, and paste line breaks."""
    assert _told(question) == "2026-11-16..2026-11-23 report"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What has changed since 2015 there?", "since 2015"),
        ("What happened between 2018 and 2020?", "between 2018 and 2020"),
        ("Что было в марте 2021 года?", "марте 2021 года"),
    ],
)
def test_words_are_those_of_the_question(question: str, words: str) -> None:
    """A reader can be told which words were understood."""
    (period,) = periods(question, NOW)
    assert period.words == words


def test_days_begin_where_the_reader_is() -> None:
    """Two in the morning of the 24th in Dushanbe is the 23rd in UTC, where yesterday is another day."""
    now = datetime(2026, 11, 24, 2, 0, tzinfo=timezone(timedelta(hours=5)))
    (period,) = periods("What happened yesterday?", now)
    assert (period.start, period.end) == (date(2026, 11, 23), date(2026, 11, 24))
    (period,) = periods("What happened yesterday?", now.astimezone(UTC))
    assert (period.start, period.end) == (date(2026, 11, 22), date(2026, 11, 23))


def test_a_period_is_told_once() -> None:
    """Saying it twice adds nothing, and what is about reports wins."""
    assert _told("News of March 2021: what happened in March 2021?") == "2021-03-01..2021-04-01 report"


def test_now_needs_a_time_zone() -> None:
    """Without one nobody knows which day it is."""
    with pytest.raises(ValueError, match="time zone"):
        periods("today", NOW.replace(tzinfo=None))


_MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
_FRAGMENTS = st.sampled_from(
    """since before between and from to in on last past this the of ago days year years May March 29 31 30 1 2 02 12
    2015 2021 0000 9999 1000 99 999 - – / . , 2020/21 ҳафтаи соли моҳи март охир гузашта се с по до за последние дней
    назад мая февраля квартал Q1 winter 31.02.2020 2020-13-45 1990s H1 half first nine months quarter decade
    weekend last с начала года конца 1990-х в на прошлой неделе ſeptember 5 ıanuary""".split()
)


@given(st.text() | st.lists(_FRAGMENTS, max_size=40).map(" ".join), _MOMENTS)
def test_any_text_is_survived(question: str, now: datetime) -> None:
    """Whatever is asked, ranges run forwards, have begun, and quote the question."""
    for period in periods(question, now):
        assert _sound(period)
        assert period.start is None or period.start <= now.date()
        assert period.words in question
        assert 0.0 <= closeness(now, period) <= 1.0


def _sound(period: Period) -> bool:
    ends = [day for day in (period.start, period.end) if day is not None]
    return bool(ends) and ends == sorted(ends)


@pytest.mark.parametrize(
    "piece", ["a", " ", "5 ", "2015 ", "since ", "последние ", "се рӯз ", "in March ", "1-", "the "]
)
def test_long_texts_cost_little(piece: str) -> None:
    """A hundred thousand characters are looked at no longer than the first two thousand."""
    text = (piece * 100_000)[:100_000]
    periods(text[:100], NOW)  # patterns are made on first use
    began = process_time()
    periods(text, NOW)
    assert process_time() - began < 0.2
