"""Words by which English names days."""

from __future__ import annotations

from corpus.languages.calendar_words import CalendarWords
from corpus.languages.words import either

CALENDAR_WORDS = CalendarWords(
    months=either("""
        january february march april may june july august september october november december
        jan feb mar apr jun jul aug sept? oct nov dec
    """),
    day_ending=either("st nd rd th"),
    before_month="of",
    dates=(
        r"\d{1,2}(?:st|nd|rd|th)(?: and \d{1,2}(?:st|nd|rd|th))? centur(?:y|ies)"
        "|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow|last (?:week|month|year)"
    ),
    weekdays=("mondays?", "tuesdays?", "wednesdays?", "thursdays?", "fridays?", "saturdays?", "sundays?"),
)
