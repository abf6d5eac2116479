"""Words that stand about the numbers of a Russian text."""

from __future__ import annotations

from corpus.languages.quantity_words import QuantityWords
from corpus.languages.words import table, words

QUANTITY_WORDS = QuantityWords(
    units=table(r"""
        процент\w*=% доллар\w*|долл=usd евро=eur фунт\w*=gbp рубл\w*|руб=rub сомон\w*=tjs сум\w{0,3}=uzs тенге=kzt
        юан\w*=cny иен\w*|йен\w*=jpy крон\w*=crown риал\w*=irr рупи\w*=inr лир\w*=try
        километр\w*|км=km метр\w*|м=m сантиметр\w*|см=cm миллиметр\w*|мм=mm мил[ьяией]\w{0,2}=mile фут\w*=foot
        дюйм\w*=inch тонн\w*=t килограмм\w*|кг=kg грамм\w*=g литр\w*=l гектар\w*|га=ha акр\w*=acre баррел\w*=barrel
        мегаватт\w*|мвт=mw киловатт\w*|квт=kw гигаватт\w*|гвт=gw ватт\w*=w вольт\w*=v киловольт\w*|кв=kv
        цельси\w*=c фаренгейт\w*=f
        лет|год\w{0,2}=year месяц\w{0,3}=month недел\w{1,2}=week дн\w{1,3}|день=day час\w{0,3}=hour
        минут\w{0,2}=minute секунд\w{0,2}=second квартал\w{0,2}=quarter полугоди\w=half
    """),
    manifolds=table(r"кубическ\w+=cubic квадратн\w+=square"),
    between=r"американск\w+|градус\w*",
    joiners=words("до и через"),
    rates=r"кажд\w{2,3}|в",
    third=r"трет(?:ь|и|ью)\b",
    quarter=r"четверт(?:ь|и|ью)\b",
    half=r"половин\w{1,2}\b",
    part_of_year=r"перв\w+|втор\w+",
    inexact="около|почти|примерно|приблизительно|порядка|более|больше|менее|меньше|свыше|минимум",
    added="с",
)
