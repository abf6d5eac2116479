"""Words of the Esperanto calendar."""

from __future__ import annotations

from corpus.languages.time_words import TimeWords
from corpus.languages.words import table, whole_number_table

TIME_WORDS = TimeWords(
    month_names="(?:januaro|februaro|marto|aprilo|majo|junio|julio|aŭgusto|septembro|oktobro|novembro|decembro)n?",
    day_names="antaŭhieraŭ|hieraŭ|hodiaŭ",
    count_words="unu|du|tri|kvar|kvin|ses|sep|ok|naŭ|dek",
    months=whole_number_table("""
        januar=1 februar=2 mart=3 april=4 maj=5 juni=6 juli=7 aŭgust=8 septembr=9 oktobr=10 novembr=11 decembr=12
    """),
    weekdays=whole_number_table("lund=0 mard=1 merkred=2 ĵaŭd=3 vendred=4 sabat=5 dimanĉ=6"),
    counts=whole_number_table("unu=1 du=2 tri=3 kvar=4 kvin=5 ses=6 sep=7 ok=8 naŭ=9 dek=10"),
    units=table("tag=day semajn=week monat=month jar=year"),
    named_days=whole_number_table("hodiaŭ=0 hieraŭ=-1 antaŭhieraŭ=-2"),
)
