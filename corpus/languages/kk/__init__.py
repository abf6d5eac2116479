"""Kazakh: known by its letters and words, and by nothing else yet."""

from __future__ import annotations

from corpus.languages.kk.detection_signs import DETECTION_SIGNS
from corpus.languages.kk.spelling import SPELLING
from corpus.languages.kk.term_rules import TERM_RULES
from corpus.languages.language import Language
from corpus.languages.script import CYRILLIC

LANGUAGE = Language(
    code="kk",
    name="Kazakh",
    script=CYRILLIC,
    detection_signs=DETECTION_SIGNS,
    spelling=SPELLING,
    term_rules=TERM_RULES,
)
