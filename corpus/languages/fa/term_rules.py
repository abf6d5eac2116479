"""How Persian words become terms."""

from __future__ import annotations

from corpus.languages.term_rules import TermRules
from corpus.languages.words import words

TERM_RULES = TermRules(
    stop_words=words("""
        از است این آن با به در را که و یا تا هم چه چی کجا کجاست کی کیست چرا چند چقدر چگونه کدام برای بود بودند شد شدند
        شده می ها های او آنها
    """),
)
