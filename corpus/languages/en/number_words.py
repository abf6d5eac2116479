"""Numbers written as English words."""

from __future__ import annotations

from corpus.languages.number_words import NumberWords
from corpus.languages.words import number_table, words

NUMBER_WORDS = NumberWords(
    cardinals=number_table("""
        zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12
        thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30
        forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90 dozen=12 hundred=100
    """),
    ordinals=number_table("""
        first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11
        twelfth=12 twentieth=20
    """),
    scales=number_table("""
        thousand=1000 million|millions|mln|m|mn=1000000 billion|billions|bn=1000000000 trillion=1000000000000
    """),
    ordinal_endings="st|nd|rd|th",
    decimal_sign=".",
    hundreds_multiply=True,
    joiners=words("and"),
    # "$5m" are millions, "5 m" are metres.
    money_scales=words("m"),
    single_scales="million|billion|trillion",
    dotted_scales=words("mln bn"),
    and_a_half="and a half",
    half_of="half an? ",
    not_counted_before=words("no any every each some another"),
    not_counted_behind=words("of another"),
)
