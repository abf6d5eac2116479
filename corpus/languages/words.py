"""Word lists and tables as the rooms of the languages write them: entries between white space."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


def in_order(text: str) -> tuple[str, ...]:
    """The words of a list whose order matters."""
    return tuple(text.split())


def table(text: str) -> dict[str, str]:
    """What the words of a table stand for: each entry is `words=meaning`."""
    return dict(entry.rsplit("=", 1) for entry in text.split())


def number_table(text: str) -> dict[str, float]:
    """What number the words of a table stand for: each entry is `words=number`."""
    return {forms: float(value) for forms, value in table(text).items()}


def either(text: str) -> str:
    r"""A regular expression that matches what any word of a list does, each one itself a regular expression.

    A word that is to have a space in it writes `\s` for it.
    """
    return "|".join(text.split())


def groups(text: str) -> tuple[frozenset[str], ...]:
    """The groups of words of a list, one a line."""
    return tuple(words(line) for line in text.splitlines() if line.strip())


def whole_number_table(text: str) -> dict[str, int]:
    """The same for whole numbers."""
    return {forms: int(value) for forms, value in table(text).items()}
