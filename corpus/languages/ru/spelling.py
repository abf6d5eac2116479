"""Letters that writers of Russian put for one another."""

from __future__ import annotations

from corpus.languages.spelling import Spelling

SPELLING = Spelling(same_letters={"ё": "е"})
