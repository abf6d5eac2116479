"""Words that stand about the numbers of a Tajik text."""

from __future__ import annotations

from corpus.languages.quantity_words import QuantityWords
from corpus.languages.words import table, words

QUANTITY_WORDS = QuantityWords(
    units=table(r"""
        фоиз\w*|дарсад=% сол\w{0,3}=year моҳ\w{0,3}=month ҳафта\w{0,3}=week рӯз\w{0,3}=day соат\w{0,3}=hour
        дақиқа\w{0,2}=minute семоҳа\w?=quarter нимсола\w?=half
    """),
    manifolds=table("мураббаъ=square мукааб=cubic"),
    between=r"дараҷа\w*",
    joiners=words("то ва"),
    rates="дар як|ҳар",
    third="сеяк",
    quarter="чоряк",
    half=r"нисф\w{0,2}\b",
    inexact=r"тақрибан|тахминан|қариб|наздик\w?|зиёда|беш|камтар|ҳудуди|камаш",
)
