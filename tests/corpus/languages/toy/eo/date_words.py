"""The words of a date as people write it in Esperanto."""

from __future__ import annotations

from corpus.languages.date_words import DateWords
from corpus.languages.words import groups, words

DATE_WORDS = DateWords(
    months=tuple(
        "januaro februaro marto aprilo majo junio julio aŭgusto septembro oktobro novembro decembro".split()
    ),
    weekdays=words("lundo mardo merkredo ĵaŭdo vendredo sabato dimanĉo"),
    fillers=words("la de je"),
    days_ago=groups("""
        hodiaŭ
        hieraŭ
    """),
    hours=words("horo horoj horojn"),
    ago=words("antaŭe"),
)
