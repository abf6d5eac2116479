"""How Tajik words become terms."""

from __future__ import annotations

from corpus.languages.term_rules import TermRules
from corpus.languages.words import words

TERM_RULES = TermRules(
    stop_words=words("""
        аз аст бо ба барои ва вай дар ин кай кадом ки кист кӣ куҷо ман мо не он онҳо ро то чанд чаро чист чӣ ё ҳам
    """),
)
