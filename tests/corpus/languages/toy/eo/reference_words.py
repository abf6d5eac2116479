"""Words of Esperanto that stand for somebody or something named elsewhere."""

from __future__ import annotations

from corpus.languages.reference_words import ReferenceWords
from corpus.languages.words import either, words

REFERENCE_WORDS = ReferenceWords(
    one_person=either("li ŝi"),
    openers=either("li ŝi ĝi ili tiu ĉi"),
    personal=either("li lin ŝi ŝin ili ilin"),
    possessive=either("lia ŝia ilia"),
    speakers=words("li ŝi ili"),
    titles=either("prezidanto ministro"),
    no_person=either("universitato rivero"),
)
