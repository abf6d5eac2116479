"""Words of Esperanto that stand for something said before."""

from __future__ import annotations

from corpus.languages.anaphor_words import AnaphorWords
from corpus.languages.words import words

ANAPHOR_WORDS = AnaphorWords(
    man="li",
    place="tie",
    replaced=words("li"),
    replaced_places={"tie": "en"},
)
