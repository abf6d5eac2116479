"""Words by which Esperanto denies, doubts, plans, and says the opposite."""

from __future__ import annotations

from corpus.languages.stance_words import StanceWords
from corpus.languages.words import either

STANCE_WORDS = StanceWords(
    negation=either("ne neniam neniu nenio sen nek"),
    doubt=either("eble verŝajne povus"),
    plan=either("planas intencas promesis"),
    past=r"\w{4,}is",
    past_ending="is",
    present=r"\w{4,}(?:as|os)",
    opposites=((either("kreskis altiĝis"), either("malkreskis falis")),),
)
