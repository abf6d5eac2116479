"""Russian."""

from __future__ import annotations

from corpus.languages.language import Language
from corpus.languages.ru.detection_signs import DETECTION_SIGNS
from corpus.languages.ru.number_words import NUMBER_WORDS
from corpus.languages.ru.page_furniture import PAGE_FURNITURE
from corpus.languages.ru.quantity_words import QUANTITY_WORDS
from corpus.languages.ru.sentence_words import SENTENCE_WORDS
from corpus.languages.ru.spelling import SPELLING
from corpus.languages.ru.term_rules import TERM_RULES
from corpus.languages.script import CYRILLIC

LANGUAGE = Language(
    code="ru",
    name="Russian",
    script=CYRILLIC,
    detection_signs=DETECTION_SIGNS,
    term_rules=TERM_RULES,
    sentence_words=SENTENCE_WORDS,
    spelling=SPELLING,
    page_furniture=PAGE_FURNITURE,
    number_words=NUMBER_WORDS,
    quantity_words=QUANTITY_WORDS,
)
