"""What the fields of an article are called in English tables."""

from __future__ import annotations

from corpus.languages.column_names import ColumnNames
from corpus.languages.words import words

COLUMN_NAMES = ColumnNames(
    id=words("article_id guid"),
    text=words("body content article article_text full_text maintext article_body"),
    title=words("headline heading"),
    url=words("link address permalink article_url"),
    published=words("date published_at publish_date publication_date pubdate date_published"),
    updated=words("updated_at modified last_modified date_modified"),
    source=words("outlet publisher publication newspaper source_name"),
    author=words("authors byline"),
    language=words("lang"),
)
