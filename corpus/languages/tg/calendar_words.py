"""Words by which Tajik names days."""

from __future__ import annotations

from corpus.languages.calendar_words import CalendarWords
from corpus.languages.words import either, words

CALENDAR_WORDS = CalendarWords(
    months=either("""
        январи? феврали? марти апрели? майи? июни? июли? августи сентябри? октябри? ноябри? декабри?
    """),
    day_ending="-?уми?",
    before_year="соли",
    dates="дирӯз|имрӯз|душанбе(?=и гузашта)|сешанбе|чоршанбе|панҷшанбе|ҷумъа|якшанбе",
    weekdays=("душанбе", "сешанбе", "чоршанбе", "панҷшанбе", "ҷумъа", "шанбе", "якшанбе"),
    before_weekday="рӯзи",
    other_weekdays=words("душанбе"),
)
