"""Words whose full stop does not end a sentence, by how firmly that holds."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ALWAYS = _words("""
    mr mrs ms mx dr prof gen maj col lt sgt capt cmdr cdr adm brig rev fr hon sen rep gov pres supt messrs
    mmes
    st mt ft vs cf viz approx est lit translit e.g i.e dj
    им ул пер просп пл акад проф ген полк см ср напр св стр рис табл гл обл респ мин зам пом дж инж канд
    докт ред
    сост изд кв корп оз пос дер тов гр т.е т.к т.н т.о
    кӯч ноҳ вил ҷум мас ниг
""")
"""Never the last word of a sentence, except at the end of a text or paragraph: titles, ranks, streets."""

BEFORE_NUMBER = _words("no nos nr p pp fig figs art sec vol vols ch pt para op п пп ст ч т вып №")
"""Abbreviations only where a number follows: "No. 5", but "He said no. The talks ended."."""

BEFORE_NAME = _words("""
    inc co corp ltd llc plc jr sr bros dept univ assn al ave blvd rd pvt
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
    u.s u.k u.n e.u d.c u.s.a u.s.s.r u.a.e ph.d m.d b.a m.a n.y l.a
    янв февр апр авг сент окт нояб дек р.х д.и
""")
"""Abbreviations that may end a sentence: they do where the next word can only begin one ("The", "In")."""

BEFORE_LOWER_CASE = _words("""
    etc a.m p.m b.c a.d
    др пр т.д т.п н.э руб коп долл дол млн млрд трлн тыс гг вв чел экз сом км кг см мм га кв.м куб.м
""")
"""Abbreviations that end a sentence wherever the next word has a capital letter."""

STARTERS = _words("""
    the a an in on at it he she they we this that these those there but and however when while after
    before if as
    for by with from its his her their our my some many most all both each another although since because
    during
    under according what who how why where not no yes to also then thus until such several other earlier later
    today yesterday only even once despite
    в во на по он она они это этот эта эти но и а с к за из при для до после если как так также что его её
    их мы
    вы однако кроме ранее теперь сейчас там тогда когда напомним согласно по-видимому об о у от
    дар аз ба бо барои ва он ин онҳо мо вай ҳамин баъд пас агар вале аммо инчунин ҳоло имрӯз тибқи соли моҳи
""")
"""Words that, with a capital letter, can be taken for the first of a sentence."""
