"""Words by which the ends of sentences in Esperanto are told."""

from __future__ import annotations

from corpus.languages.sentence_words import SentenceWords
from corpus.languages.words import words

SENTENCE_WORDS = SentenceWords(
    never_last=words("s-ro s-ino d-ro"),
    before_number=words("n-ro"),
    before_name=words("ktp"),
    starters=words("la li ŝi ili tio"),
)
