"""Russian."""

from __future__ import annotations

from corpus.languages.language import Language
from corpus.languages.ru.sentence_words import SENTENCE_WORDS
from corpus.languages.ru.term_rules import TERM_RULES
from corpus.languages.script import CYRILLIC

LANGUAGE = Language(
    code="ru",
    name="Russian",
    script=CYRILLIC,
    term_rules=TERM_RULES,
    sentence_words=SENTENCE_WORDS,
)
