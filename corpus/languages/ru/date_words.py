"""The words of a date as people write it in Russian."""

from __future__ import annotations

from corpus.languages.date_words import DateWords
from corpus.languages.words import groups, whole_number_table, words

DATE_WORDS = DateWords(
    months=(
        "январь января янв",
        "февраль февраля фев февр",
        "март марта мар",
        "апрель апреля апр",
        "май мая",
        "июнь июня июн",
        "июль июля июл",
        "август августа авг",
        "сентябрь сентября сен сент",
        "октябрь октября окт",
        "ноябрь ноября ноя нояб",
        "декабрь декабря дек",
    ),
    weekdays=words("понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс"),
    fillers=words("в г год года от"),
    days_ago=groups("""
        сегодня
        вчера
        позавчера
    """),
    now=frozenset({"сейчас", "только что", "минуту назад", "секунду назад", "несколько секунд назад"}),
    minutes=words("минута минуту минуты минут мин"),
    hours=words("час часа часов ч"),
    ago=words("назад"),
    day_first=True,
    counts=whole_number_table("""
        один=1 одну=1 два=2 две=2 три=3 четыре=4 пять=5 шесть=6 семь=7 восемь=8 девять=9 десять=10
    """),
)
