"""Words by which English names days."""

from __future__ import annotations

from corpus.languages.calendar_words import CalendarWords

CALENDAR_WORDS = CalendarWords(
    dates=(
        r"\d{1,2}(?:st|nd|rd|th)(?: and \d{1,2}(?:st|nd|rd|th))? centur(?:y|ies)"
        "|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow|last (?:week|month|year)"
    ),
    weekdays=("mondays?", "tuesdays?", "wednesdays?", "thursdays?", "fridays?", "saturdays?", "sundays?"),
)
