"""Words by which Esperanto names days."""

from __future__ import annotations

from corpus.languages.calendar_words import CalendarWords

CALENDAR_WORDS = CalendarWords(
    dates="hieraŭ|hodiaŭ",
    weekdays=("lunde", "marde", "merkrede", "ĵaŭde", "vendrede", "sabate", "dimanĉe"),
)
