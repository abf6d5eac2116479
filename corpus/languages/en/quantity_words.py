"""Words that stand about the numbers of an English text."""

from __future__ import annotations

from corpus.languages.quantity_words import QuantityWords
from corpus.languages.words import table, words

QUANTITY_WORDS = QuantityWords(
    units=table(r"""
        percent|pct=% usd|dollars?=usd eur|euros?=eur gbp|pounds?=gbp rub|rou?bles?=rub somonis?|tjs=tjs
        sums?|soums?=uzs tenge=kzt yuan=cny yen=jpy crowns?|kron\w{1,2}=crown rials?=irr rupees?=inr liras?=try
        kilomet(?:re|er)s?|km=km met(?:re|er)s?|m=m centimet(?:re|er)s?|cm=cm millimet(?:re|er)s?|mm=mm
        miles?=mile feet|foot|ft=foot inch(?:es)?=inch
        tonn?es?|tons?=t kilogram(?:me)?s?|kg=kg gram(?:me)?s?=g lit(?:re|er)s?=l
        hectares?|ha=ha acres?=acre barrels?=barrel
        megawatts?|mw=mw kilowatts?|kw=kw gigawatts?|gw=gw watts?=w volts?=v kilovolts?|kv=kv
        celsius=c fahrenheit=f
        years?=year months?=month weeks?=week days?=day hours?=hour minutes?=minute seconds=second
        quarters?=quarter half=half
    """),
    manifolds=table("cubic=cubic square=square"),
    between="us|u|s|american|degrees?|percentage|per|full|further|more",
    joiners=words("to and"),
    rates="an?|per|each|every",
    third=r"(?:a|one|two) thirds?\b",
    quarter=r"(?:a|one|three)[ -]quarters?\b(?! of 20)",
    half=r"half\b(?! a )",
    part_of_year="first|second",
    inexact="about|around|roughly|nearly|almost|approximately|some|over|under|least|most|than",
    added="and a",
)
