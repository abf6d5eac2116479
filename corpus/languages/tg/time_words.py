"""Words of the Tajik calendar."""

from __future__ import annotations

from corpus.languages.time_words import TimeWords
from corpus.languages.words import table, whole_number_table

TIME_WORDS = TimeWords(
    month_names=r"(?:(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр|март|август)и?|ма(?:й|йи))\b",
    season_names="(?:баҳор|тобистон|тирамоҳ|зимистон)и?",
    day_names=r"(?:имрӯз|парерӯз|дирӯз|дишаб)\w{0,6}|(?:пас)?фардо(?:и|ро)?",
    count_words="як|ду|се|чор|чаҳор|панҷ|шаш|ҳафт|ҳашт|нӯҳ|даҳ|чанд",
    months=whole_number_table("янв=1 фев=2 мар=3 апр=4 ма=5 июн=6 июл=7 авг=8 сен=9 окт=10 ноя=11 дек=12"),
    seasons=whole_number_table("баҳ=3 тоб=6 тир=9 зим=12"),
    weekdays=whole_number_table("душ=0 сеш=1 чор=2 панҷ=3 ҷум=4 шан=5 якш=6"),
    counts=whole_number_table("як=1 ду=2 се=3 чор|чаҳор=4 панҷ=5 шаш=6 ҳафт=7 ҳашт=8 нӯҳ=9 даҳ=10 чанд=5"),
    ordinals=whole_number_table("як|ав=1 ду=2 се=3 чо=4"),
    units=table("соа=hour рӯз=day ҳаф=week моҳ=month сем=quarter сол=year"),
    named_days=whole_number_table("имрӯз=0 дирӯз|дишаб=-1 парерӯз=-2 фардо=1 пасфардо=2"),
    over=("гуз", "соли гуз", "пор"),
    coming=("оянда",),
    some=("чанд",),
)
