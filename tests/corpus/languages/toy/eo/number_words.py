"""Numbers written as Esperanto words."""

from __future__ import annotations

from corpus.languages.number_words import NumberWords
from corpus.languages.words import number_table

NUMBER_WORDS = NumberWords(
    cardinals=number_table("""
        unu=1 du=2 tri=3 kvar=4 kvin=5 ses=6 sep=7 ok=8 naŭ=9 dek=10 dudek=20 tridek=30 cent=100 ducent=200
    """),
    ordinals=number_table("unua=1 dua=2 tria=3"),
    scales=number_table("mil=1000 milionoj?=1000000"),
    ordinal_endings="-a",
    and_a_half="kaj duono",
)
