"""How words of Esperanto become terms."""

from __future__ import annotations

from corpus.languages.term_rules import TermRules
from corpus.languages.words import words

TERM_RULES = TermRules(stop_words=words("la kaj de en al kiu kio kiam estas estis"))
