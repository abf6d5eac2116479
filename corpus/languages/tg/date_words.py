"""The words of a date as people write it in Tajik."""

from __future__ import annotations

from corpus.languages.date_words import DateWords
from corpus.languages.words import words

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
)
