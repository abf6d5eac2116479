"""Which Tajik words are written with a hyphen."""

from __future__ import annotations

from corpus.languages.hyphen_words import HyphenWords

# Only the end of a word is ӣ: what goes on after it is another one.
HYPHEN_WORDS = HyphenWords(compound=r"\w+ӣ-\w+")
