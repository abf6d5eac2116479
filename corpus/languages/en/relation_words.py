"""Words by which English puts names, figures and clauses together."""

from __future__ import annotations

from corpus.languages.relation_words import RelationWords, WordOrder
from corpus.languages.words import either, words

RELATION_WORDS = RelationWords(
    joining=words("and or with together both"),
    prepositions=words("in at of from to by on near for into under over against between with via about"),
    clauses={"but": 6, "while": 6, "and": 2},
    subject_changes=r"\b(?:while|whereas)\b",
    counted_until=either("and but from of in to"),
    change_from="from",
    change_to="to",
    change_by="by",
    roughly=either("about around"),
    currency_codes=words("US USD EUR"),
    word_order=WordOrder(
        articles=words("the"),
        agent="by",
        belonging=("of", "from", "to"),
        governing=("from", "to", "by"),
    ),
)
