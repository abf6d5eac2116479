"""Words by which names in Esperanto texts are told."""

from __future__ import annotations

from corpus.languages.mention_words import MentionWords
from corpus.languages.words import words

MENTION_WORDS = MentionWords(
    opening=words("kiam kie kiom"),
    titles="prezidanto",
    places=words("varsovi"),
)
