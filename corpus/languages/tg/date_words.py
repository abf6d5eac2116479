"""The words of a date as people write it in Tajik."""

from __future__ import annotations

from corpus.languages.date_words import DateWords
from corpus.languages.words import groups, whole_number_table, words

DATE_WORDS = DateWords(
    months=(
        "январ январи янв",
        "феврал феврали фев",
        "март марти мар",
        "апрел апрели апр",
        "май майи",
        "июн июни",
        "июл июли",
        "август августи авг",
        "сентябр сентябри сен",
        "октябр октябри окт",
        "ноябр ноябри ноя",
        "декабр декабри дек",
    ),
    weekdays=words("душанбе сешанбе чоршанбе панҷшанбе ҷумъа шанбе якшанбе"),
    fillers=words("соли сол соати дар аз"),
    days_ago=groups("""
        имрӯз имруз
        дирӯз дируз
        парерӯз паррӯз
    """),
    now=frozenset({"ҳозир", "ҳоло", "ҳамин ҳоло"}),
    minutes=words("дақиқа дақ"),
    hours=words("соат"),
    ago=words("пеш қабл"),
    day_first=True,
    counts=whole_number_table("як=1 ду=2 се=3 чор=4 чаҳор=4 панҷ=5 шаш=6 ҳафт=7 ҳашт=8 нӯҳ=9 даҳ=10"),
)
