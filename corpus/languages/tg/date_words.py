"""The words of a date as people write it in Tajik."""

from __future__ import annotations

from corpus.languages.date_words import DateWords
from corpus.languages.words import words

DATE_WORDS = DateWords(
    months=(
        words("январ январи янв"),
        words("феврал феврали фев"),
        words("март марти мар"),
        words("апрел апрели апр"),
        words("май майи"),
        words("июн июни"),
        words("июл июли"),
        words("август августи авг"),
        words("сентябр сентябри сен"),
        words("октябр октябри окт"),
        words("ноябр ноябри ноя"),
        words("декабр декабри дек"),
    ),
    weekdays=words("душанбе сешанбе чоршанбе панҷшанбе ҷумъа шанбе якшанбе"),
    fillers=words("соли сол соати дар аз"),
)
