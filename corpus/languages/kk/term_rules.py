"""How Kazakh words become terms."""

from __future__ import annotations

from corpus.languages.term_rules import TermRules
from corpus.languages.words import words

# Without those that are other words in Russian, English or Tajik.
TERM_RULES = TermRules(
    stop_words=words("""
        және үшін бұл туралы қалай қашан қайда қандай кім неге неше қанша олар осы біз сіз дейін кейін бойынша арқылы
        болды болып деді
    """),
)
