"""Words that hold Tajik phrases together."""

from __future__ import annotations

from corpus.languages.phrase_words import PhraseWords

PHRASE_WORDS = PhraseWords(
    prepositions="дар|аз|то|ба|бо|барои",
    time_prepositions="дар",
    place_prepositions="дар|аз|ба",
    month_prefix="моҳи",
    year_prefix="соли",
)
