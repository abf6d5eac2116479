"""Words by which a sentence of Esperanto shows that it holds a number, a place or a name."""

from __future__ import annotations

from corpus.languages.answer_words import AnswerWords
from corpus.languages.words import either

ANSWER_WORDS = AnswerWords(
    numbers=either("unu du tri kvar kvin dek cent mil"),
    scales=either("mil milionoj?"),
    percent=either("elcentoj?"),
    place_prepositions=either("en al el apud"),
    place_nouns=r"la\s+",
    inside_names=either("de la"),
)
