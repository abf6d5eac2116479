"""Words that stand about the numbers of a text in Esperanto."""

from __future__ import annotations

from corpus.languages.quantity_words import QuantityWords
from corpus.languages.words import table, words

QUANTITY_WORDS = QuantityWords(
    units=table("kilometroj?n?=km tunoj?n?=t procentoj?n?=% jaroj?n?=year tagoj?n?=day"),
    manifolds=table("kubaj?=cubic"),
    joiners=words("ĝis"),
    rates="en ĉiu",
    half="duono",
    added="kaj",
)
