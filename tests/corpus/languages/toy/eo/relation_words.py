"""Words by which Esperanto puts names, figures and clauses together."""

from __future__ import annotations

from corpus.languages.relation_words import RelationWords
from corpus.languages.words import either, words

RELATION_WORDS = RelationWords(
    joining=words("kaj aŭ kun"),
    prepositions=words("en de al ĝis el sur por"),
    clauses={"sed": 6, "kaj": 2},
    subject_changes=r"\bdum\b",
    counted_until=either("kaj sed de el en"),
    change_from="de",
    change_to="ĝis",
    change_by="je",
)
