"""Words of Esperanto that news uses for one thing."""

from __future__ import annotations

from corpus.languages.words import groups

SYNONYMS = groups("""
    falis malkreskis
""")
