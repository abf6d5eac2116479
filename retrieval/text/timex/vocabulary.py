"""Words that stand for numbers: months, weekdays, counts, units, by how they begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.text.timex.pattern import PLAIN

if TYPE_CHECKING:
    from collections.abc import Mapping


def _table(text: str) -> dict[str, int]:
    """Beginnings of words and their numbers, longest first."""
    pairs = (entry.split("=") for entry in text.translate(PLAIN).split())
    table = {begin: int(number) for begins, number in pairs for begin in begins.split("|")}
    return dict(sorted(table.items(), key=lambda pair: -len(pair[0])))


def number(table: Mapping[str, int], word: str) -> int:
    """The number of a word.  A look-alike letter that only the pattern takes for ours is a ValueError."""
    plain = word.lower().translate(PLAIN)
    known = next((number for begin, number in table.items() if plain.startswith(begin)), None)
    return int(plain) if known is None else known


MONTHS = _table("""jan|янв=1 feb|фев=2 mar|мар=3 apr|апр=4 may|ма=5 jun|июн=6 jul|июл=7 aug|авг=8 sep|сен=9
    oct|окт=10 nov|ноя=11 dec|дек=12""")

SEASONS = _table("sp|вес|баҳ=3 su|лет|тоб=6 au|fa|осен|тир=9 wi|зим=12")

WEEKDAYS = _table("""mo|пон|душ=0 tu|вт|сеш=1 we|ср|чор=2 th|чет|панҷ=3 fr|пят|ҷум=4 sa|суб|шан=5
    su|вос|якш=6""")

COUNTS = _table("""a|one|од|як=1 two|couple|дв|пар|ду=2 three|тр|се=3 four|чет|чор|чаҳор=4 five|пят|панҷ=5
    six|шес|шаш=6 seven|сем|ҳафт=7 eight|вос|ҳашт=8 nine|девят|нӯҳ=9 ten|десят|даҳ=10 few|several|неск|чанд=5""")

ORDINALS = _table("fir|1|i|пер|як|ав=1 sec|2|ii|вт|ду=2 thi|3|iii|тр|се=3 fou|4|iv|че|чо=4")

UNITS = _table("ho|ча|соа=1 d|сут|д|рӯз=2 w|нед|ҳаф=3 mo|мес|моҳ=4 y|го|ле|сол=5 q|ква|сем=6")

HOUR, DAYS, WEEK, MONTH, YEAR, QUARTER = 1, 2, 3, 4, 5, 6

TENS = _table("сорок=1940 пятидесят=1950 шестидесят=1960 семидесят=1970 восьмидесят=1980 девяност=1990")
DAY_NAMES = _table(
    "today|tonight|this|сегодня|имрӯз=0 yesterday|last|вчера|дирӯз|дишаб=-1 the|позавчера|парерӯз=-2"
)

OVER = ("last", "прош", "мин", "гуз", "соли гуз", "пор")  # the last one, not the one that still runs

SOME = ("few", "several", "неск", "чанд")
