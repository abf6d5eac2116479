"""Words by which Tajik names days."""

from __future__ import annotations

from corpus.languages.calendar_words import CalendarWords
from corpus.languages.words import words

CALENDAR_WORDS = CalendarWords(
    dates="дирӯз|имрӯз|душанбе(?=и гузашта)|сешанбе|чоршанбе|панҷшанбе|ҷумъа|якшанбе",
    weekdays=("душанбе", "сешанбе", "чоршанбе", "панҷшанбе", "ҷумъа", "шанбе", "якшанбе"),
    before_weekday="рӯзи",
    other_weekdays=words("душанбе"),
)
