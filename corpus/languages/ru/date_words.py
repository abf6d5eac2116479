"""The words of a date as people write it in Russian."""

from __future__ import annotations

from corpus.languages.date_words import DateWords
from corpus.languages.words import words

DATE_WORDS = DateWords(
    months=(
        words("январь января янв"),
        words("февраль февраля фев февр"),
        words("март марта мар"),
        words("апрель апреля апр"),
        words("май мая"),
        words("июнь июня июн"),
        words("июль июля июл"),
        words("август августа авг"),
        words("сентябрь сентября сен сент"),
        words("октябрь октября окт"),
        words("ноябрь ноября ноя нояб"),
        words("декабрь декабря дек"),
    ),
    weekdays=words("понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс"),
    fillers=words("в г год года от"),
)
