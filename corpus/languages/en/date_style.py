"""How a day, a month or a year is written in English."""

from __future__ import annotations

from corpus.languages.date_style import DateStyle

DATE_STYLE = DateStyle(
    months=tuple(
        "January February March April May June July August September October November December".split()
    ),
    months_short=tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
)
