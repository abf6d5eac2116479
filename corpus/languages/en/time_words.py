"""Words of the English calendar."""

from __future__ import annotations

from corpus.languages.time_words import TimeWords
from corpus.languages.words import table, whole_number_table

TIME_WORDS = TimeWords(
    month_names="(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?",
    season_names="spring|summer|autumn|fall|winter",
    day_names="the day before yesterday|yesterday|tomorrow|today(?!['’]s (?:world|society|life))|tonight"
    "|this (?:morning|afternoon|evening)|last night",
    count_words="one|two|three|four|five|six|seven|eight|nine|ten|few|several|couple of",
    count_article="a",
    months=whole_number_table("jan=1 feb=2 mar=3 apr=4 may=5 jun=6 jul=7 aug=8 sep=9 oct=10 nov=11 dec=12"),
    seasons=whole_number_table("sp=3 su=6 au|fa=9 wi=12"),
    weekdays=whole_number_table("mo=0 tu=1 we=2 th=3 fr=4 sa=5 su=6"),
    counts=whole_number_table(
        "a|one=1 two|couple=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 few|several=5"
    ),
    ordinals=whole_number_table("fir|1|i=1 sec|2|ii=2 thi|3|iii=3 fou|4|iv=4"),
    units=table("ho=hour d=day w=week mo=month q=quarter y=year"),
    named_days=whole_number_table("today|tonight|this=0 yesterday|last=-1 the=-2 tomorrow=1"),
    over=("last",),
    coming=("next", "coming"),
    some=("few", "several"),
    # "which 5 may be sold"
    no_months=frozenset(["may"]),
)
