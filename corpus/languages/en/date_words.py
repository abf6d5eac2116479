"""The words of a date as people write it in English."""

from __future__ import annotations

from corpus.languages.date_words import DateWords
from corpus.languages.words import groups, whole_number_table, words

DATE_WORDS = DateWords(
    months=(
        "january jan",
        "february feb",
        "march mar",
        "april apr",
        "may",
        "june jun",
        "july jul",
        "august aug",
        "september sep sept",
        "october oct",
        "november nov",
        "december dec",
    ),
    weekdays=words(
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
    ),
    fillers=words("at on of the"),
    days_ago=groups("""
        today
        yesterday
    """),
    now=frozenset({"now", "just now", "moments ago", "a moment ago", "seconds ago", "a few seconds ago"}),
    minutes=words("minute minutes min mins m"),
    hours=words("hour hours hr hrs h"),
    ago=words("ago"),
    counts=whole_number_table(
        "a=1 an=1 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10"
    ),
)
