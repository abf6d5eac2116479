"""What the fields of an article are called in Esperanto."""

from __future__ import annotations

from corpus.languages.column_names import ColumnNames
from corpus.languages.words import words

COLUMN_NAMES = ColumnNames(
    text=words("teksto"),
    title=words("titolo"),
    published=words("dato"),
    source=words("gazeto"),
)
