"""Numbers written as Tajik words."""

from __future__ import annotations

from corpus.languages.number_words import NumberWords
from corpus.languages.words import number_table, words

NUMBER_WORDS = NumberWords(
    cardinals=number_table("""
        сифр=0 як=1 ду=2 се=3 чор|чаҳор=4 панҷ=5 шаш=6 ҳафт=7 ҳашт=8 нӯҳ=9 даҳ=10 ёздаҳ=11 дувоздаҳ=12 сездаҳ=13
        чордаҳ|чаҳордаҳ=14 понздаҳ=15 шонздаҳ=16 ҳабдаҳ=17 ҳаждаҳ=18 нуздаҳ=19 бисту?=20 сию?=30 чилу?=40
        панҷоҳу?=50 шасту?=60 ҳафтоду?=70 ҳаштоду?=80 наваду?=90 сад=100 дусад=200 сесад=300 чорсад=400 панҷсад=500
    """),
    ordinals=number_table("""
        якуми?|аввали?н?=1 дую?ми?|дувуми?=2 сею?ми?|севуми?=3 чоруми?|чаҳоруми?=4 панҷуми?=5 шашуми?=6
        ҳафтуми?=7 ҳаштуми?=8 нӯҳуми?=9 даҳуми?=10
    """),
    scales=number_table("ҳазор=1000"),
    borrowed="ru",
    ordinal_endings=r"-?ум(?!\w)",
    and_a_half="у ним|ва ним",
    half_of="ним ",
    not_counted_behind=words("аз"),
)
