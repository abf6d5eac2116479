"""English."""

from __future__ import annotations

from corpus.languages.en.sentence_words import SENTENCE_WORDS
from corpus.languages.en.term_rules import TERM_RULES
from corpus.languages.language import Language
from corpus.languages.script import LATIN

LANGUAGE = Language(
    code="en",
    name="English",
    script=LATIN,
    term_rules=TERM_RULES,
    sentence_words=SENTENCE_WORDS,
)
