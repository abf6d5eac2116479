"""The words of a date as people write it in Russian."""

from __future__ import annotations

from corpus.languages.date_words import DateWords
from corpus.languages.words import words

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
)
