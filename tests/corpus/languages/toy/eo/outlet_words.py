"""Words by which a question in Esperanto shows that it names an outlet."""

from __future__ import annotations

from corpus.languages.outlet_words import OutletWords
from corpus.languages.words import words

OUTLET_WORDS = OutletWords(
    ordinary=words("kuriero"),
    before="laŭ",
    behind="skribis",
    lone=words("kion"),
)
