"""The times a question speaks of, in the words of every language, as ranges on the publication date."""

# A small grammar of its own.  dateparser reads nearly any word or number as some moment ("may", "on", "2015" of
# "2015 people"), gives a moment where a range is meant, knows no Tajik, and is slow to import.

from retrieval.text.timex.expression import Expression, SpokenTime
from retrieval.text.timex.finder import expressions, periods, spoken_times
from retrieval.text.timex.period import Period, closeness, closenesses

__all__ = [
    "Expression",
    "Period",
    "SpokenTime",
    "closeness",
    "closenesses",
    "expressions",
    "periods",
    "spoken_times",
]
