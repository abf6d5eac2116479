"""Kyrgyz: known by its letters and words, and by nothing else yet."""

from __future__ import annotations

from corpus.languages.ky.detection_signs import DETECTION_SIGNS
from corpus.languages.ky.spelling import SPELLING
from corpus.languages.ky.term_rules import TERM_RULES
from corpus.languages.language import Language
from corpus.languages.script import CYRILLIC

LANGUAGE = Language(
    code="ky",
    name="Kyrgyz",
    script=CYRILLIC,
    detection_signs=DETECTION_SIGNS,
    spelling=SPELLING,
    term_rules=TERM_RULES,
)
