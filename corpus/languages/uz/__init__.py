"""Uzbek: known by its letters and words, and by nothing else yet."""

from __future__ import annotations

from corpus.languages.language import Language
from corpus.languages.script import LATIN
from corpus.languages.uz.detection_signs import DETECTION_SIGNS
from corpus.languages.uz.spelling import SPELLING
from corpus.languages.uz.term_rules import TERM_RULES

LANGUAGE = Language(
    code="uz",
    name="Uzbek",
    script=LATIN,
    detection_signs=DETECTION_SIGNS,
    spelling=SPELLING,
    term_rules=TERM_RULES,
)
