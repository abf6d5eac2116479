"""Words that hold English phrases together."""

from __future__ import annotations

from corpus.languages.phrase_words import PhraseWords

PHRASE_WORDS = PhraseWords(
    article="the",
    articles="the|an?",
    determiners="the|that|this",
    plural_determiners="these|those|such",
    owning="of|between|on|with|for|against|from",
    prepositions="in|on|at|for|from|to|since|until|before|after|during|with|by|about|of",
    time_prepositions="in|on",
    place_prepositions="in|near|to|from|across|into",
    year_link="of",
    auxiliaries="do|does|did|will|would|can|could|should",
    participles=(
        r"built|made|held|won|sold|paid|cut|shut|put|begun|known|given|taken|shown|set|hit|lost|born|led|left|met|run"
        r"|seen|sent|told|found|done|gone|become|begin|drawn|written|said|.*ed"
    ),
)
