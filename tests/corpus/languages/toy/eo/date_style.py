"""How a day, a month or a year is written in Esperanto."""

from __future__ import annotations

from corpus.languages.date_style import DateStyle

DATE_STYLE = DateStyle(
    months=tuple(
        "januaro februaro marto aprilo majo junio julio aŭgusto septembro oktobro novembro decembro".split()
    ),
    months_short=tuple("jan feb mar apr maj jun jul aŭg sep okt nov dec".split()),
    day="la {day}-a de {month} {year}",
)
