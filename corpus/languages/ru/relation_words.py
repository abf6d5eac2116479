"""Words by which Russian puts names, figures and clauses together."""

from __future__ import annotations

from corpus.languages.relation_words import RelationWords
from corpus.languages.words import either, words

RELATION_WORDS = RelationWords(
    joining=words("и или с со вместе"),
    prepositions=words("в во на из от с со к до по при"),
    clauses={"но": 6, "а": 4, "и": 2},
    subject_changes=", а ",
    counted_until=either("и из в на до"),
    change_from=either("с со от"),
    change_to="до",
    change_by="на",
    roughly="около",
)
