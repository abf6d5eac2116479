"""How Kyrgyz words become terms."""

from __future__ import annotations

from corpus.languages.term_rules import TermRules
from corpus.languages.words import words

# Without those that are other words in Russian, English or Tajik.
TERM_RULES = TermRules(
    stop_words=words("""
        үчүн жөнүндө кантип качан кайда кандай эмнеге канча алар ошол чейин кийин тууралуу аркылуу деди болгон болду
    """),
)
