"""Persian: known by its letters and words, and by nothing else yet."""

from __future__ import annotations

from corpus.languages.language import Language
from corpus.languages.script import ARABIC

LANGUAGE = Language(code="fa", name="Persian", script=ARABIC)
