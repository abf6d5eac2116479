"""Words of the Russian calendar."""

from __future__ import annotations

from corpus.languages.time_words import TimeWords
from corpus.languages.words import table, whole_number_table

TIME_WORDS = TimeWords(
    month_names="(?:(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)(?:ь|я|ю|е|ем|ём)?|(?:март|август)[ауе]?"
    r"|ма(?:й|я|ю|е))\b",
    season_names="весн(?:ой|ы|у|а|е)|лет(?:ом|о|а)|осен(?:ью|и|ь)|зим(?:ой|ы|у|а|е)",
    day_names=r"(?:позавчера|вчера|сегодня)\w{0,6}|(?:после)?завтра(?:шн\w{1,3})?",
    count_words=r"од[ин]\w{1,3}|дв\w{1,2}|тр[иеё]х?|четыр\w{1,2}|пят[ьи]|шест[ьи]|сем[ьи]|вос[еь]м[ьи]|девят[ьи]|десят[ьи]"
    r"|нескольк\w{1,2}|пар[уы]",
    months=whole_number_table("янв=1 фев=2 мар=3 апр=4 ма=5 июн=6 июл=7 авг=8 сен=9 окт=10 ноя=11 дек=12"),
    seasons=whole_number_table("вес=3 лет=6 осен=9 зим=12"),
    weekdays=whole_number_table("пон=0 вт=1 ср=2 чет=3 пят=4 суб=5 вос=6"),
    counts=whole_number_table("од=1 дв|пар=2 тр=3 чет=4 пят=5 шес=6 сем=7 вос=8 девят=9 десят=10 неск=5"),
    ordinals=whole_number_table("пер=1 вт=2 тр=3 че=4"),
    units=table("ча=hour сут|д=day нед=week мес=month ква=quarter го|ле=year"),
    decades=whole_number_table(
        "сорок=1940 пятидесят=1950 шестидесят=1960 семидесят=1970 восьмидесят=1980 девяност=1990"
    ),
    named_days=whole_number_table("сегодня=0 вчера=-1 позавчера=-2 завтра=1 послезавтра=2"),
    over=("прош", "мин"),
    coming=("следующ", "будущ", "предстоящ"),
    some=("неск",),
    one_unit=("сут",),
)
