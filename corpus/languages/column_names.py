"""What the fields of an article are called in the tables of a language."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnNames:
    """Other names of a record's fields in a language: lower case, words joined by an underscore, the surest first.

    Attributes:
        id: Names of what tells an article from all others.
        text: Names of its text.
        title: Names of its headline.
        url: Names of its address.
        published: Names of the date of its publication.
        updated: Names of the date of its last change.
        source: Names of its outlet.
        author: Names of who wrote it.
        language: Names of its language.
    """

    id: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    url: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    language: tuple[str, ...] = ()

    def field_of(self) -> dict[str, str]:
        """The field for each of the names, the surest of each field first."""
        return {name: field.name for field in fields(self) for name in getattr(self, field.name)}
