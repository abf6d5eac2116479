"""How a day, a month or a year is written in Russian."""

from __future__ import annotations

from corpus.languages.date_style import DateStyle

DATE_STYLE = DateStyle(
    months=tuple("января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()),
    months_alone=tuple(
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
    ),
    months_short=tuple("янв фев мар апр май июн июл авг сен окт ноя дек".split()),
    day="{day} {month} {year} г.",
    month="{month} {year} г.",
    year="{year} г.",
)
