"""Words by which the ends of Tajik sentences are told."""

from __future__ import annotations

from corpus.languages.sentence_words import SentenceWords
from corpus.languages.words import words

SENTENCE_WORDS = SentenceWords(
    never_last=words("кӯч ноҳ вил ҷум мас ниг"),
    starters=words("""
        дар аз ба бо барои ва он ин онҳо мо вай ҳамин баъд пас агар вале аммо инчунин ҳоло имрӯз тибқи соли моҳи
    """),
)
