"""Persian: known by its letters and words, and by little else yet."""

from __future__ import annotations

from corpus.languages.fa.detection_signs import DETECTION_SIGNS
from corpus.languages.fa.question_words import QUESTION_WORDS
from corpus.languages.fa.spelling import SPELLING
from corpus.languages.fa.term_rules import TERM_RULES
from corpus.languages.language import Language
from corpus.languages.script import ARABIC

LANGUAGE = Language(
    code="fa",
    name="Persian",
    script=ARABIC,
    detection_signs=DETECTION_SIGNS,
    spelling=SPELLING,
    term_rules=TERM_RULES,
    question_words=QUESTION_WORDS,
)
