"""Letters that writers of Kyrgyz put for one another."""

from __future__ import annotations

from corpus.languages.spelling import Spelling

SPELLING = Spelling(typed_letters={"ң": "н", "ө": "о", "ү": "у"})
