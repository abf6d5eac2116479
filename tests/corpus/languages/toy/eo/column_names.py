"""What the fields of an article are called in Esperanto."""

from __future__ import annotations

from corpus.languages.column_names import ColumnNames
from corpus.languages.words import in_order

COLUMN_NAMES = ColumnNames(
    text=in_order("teksto"),
    title=in_order("titolo"),
    published=in_order("dato"),
    source=in_order("gazeto"),
)
