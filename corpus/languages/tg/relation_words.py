"""Words by which Tajik puts names, figures and clauses together."""

from __future__ import annotations

from corpus.languages.relation_words import RelationWords
from corpus.languages.words import words

RELATION_WORDS = RelationWords(
    joining=words("ва бо"),
    prepositions=words("дар аз"),
    change_from="аз",
    change_to="то",
)
