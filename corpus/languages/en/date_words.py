"""The words of a date as people write it in English."""

from __future__ import annotations

from corpus.languages.date_words import DateWords
from corpus.languages.words import words

DATE_WORDS = DateWords(
    months=(
        words("january jan"),
        words("february feb"),
        words("march mar"),
        words("april apr"),
        words("may"),
        words("june jun"),
        words("july jul"),
        words("august aug"),
        words("september sep sept"),
        words("october oct"),
        words("november nov"),
        words("december dec"),
    ),
    weekdays=words(
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
    ),
    fillers=words("at on of the"),
)
