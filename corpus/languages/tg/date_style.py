"""How a day, a month or a year is written in Tajik."""

from __future__ import annotations

from corpus.languages.date_style import DateStyle

DATE_STYLE = DateStyle(
    months=tuple(
        "январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри".split()
    ),
    months_short=tuple("янв фев мар апр май июн июл авг сен окт ноя дек".split()),
    day="{day} {month} соли {year}",
    month="{month} соли {year}",
    year="соли {year}",
)
