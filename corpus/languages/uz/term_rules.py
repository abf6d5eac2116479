"""How Uzbek words become terms."""

from __future__ import annotations

from corpus.languages.term_rules import TermRules
from corpus.languages.words import words

# Without those that are other words in Russian, English or Tajik.
TERM_RULES = TermRules(
    stop_words=words("""
        va bilan uchun ham haqida qachon qayerda qanday nima nega necha qancha ular shu yoki keyin orqali dedi edi ekan
    """),
)
