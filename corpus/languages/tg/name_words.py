"""Words by which Tajik names are told."""

from __future__ import annotations

from corpus.languages.name_words import NameWords
from corpus.languages.words import words

NAME_WORDS = NameWords(
    common=words("""
        инчунин аммо лекин зеро чунки баъд пеш пас аз дар ба бо барои тибқи ба гуфтаи ин он ҳамин ҳар
        ҳама мактаб раиси
    """),
    common_forms=".*(?:иши|ҳо|ҳои|ӣ)",
    person_nouns=".*(?:чӣ|гар|дор)",
    titles="вазири?|раиси?|директори|муҳандис|президенти",
)
