"""Words that hold Russian phrases together."""

from __future__ import annotations

from corpus.languages.phrase_words import PhraseWords

PHRASE_WORDS = PhraseWords(
    prepositions="в|во|на|за|с|со|из|до|после|к|по|от|при|о|об|про",
    time_prepositions="в|во",
    place_prepositions="в|во|из",
    year_suffix=r"г(?:од\w{0,2}|\.)?",
)
