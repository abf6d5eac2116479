"""Words that hold the phrases of Esperanto together."""

from __future__ import annotations

from corpus.languages.phrase_words import PhraseWords

PHRASE_WORDS = PhraseWords(
    prepositions="en",
    time_prepositions="en",
    place_prepositions="en",
)
