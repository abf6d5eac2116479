"""Titles of texts that came without one."""

from __future__ import annotations

import pytest

from corpus.headline import headline, shortened


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Dam opens\n\nThe dam was opened.", "Dam opens"),
        ("Will it rain?\n\nNobody knows.", "Will it rain?"),
        ("Dam opens\nThe dam in the mountains was opened on Friday.", "Dam opens"),
        ("The dam was opened.\n\nPeople came.", "The dam was opened."),
        ("only one line", "only one line"),
        ("First line of\na wrapped text. More.", "First line of a wrapped text."),
        ("— — —", "— — —"),
    ],
)
def test_headline(text: str, title: str) -> None:
    """A first line that looks like a headline is the title, else the first sentence."""
    assert headline(text) == title


def test_long_sentences_are_shortened_between_words() -> None:
    """The title ends with an ellipsis and is no longer than ninety characters."""
    title = headline("The minister of a very large country " * 10)
    assert title.endswith("…")
    assert len(title) <= 90
    assert shortened("x" * 200) == "x" * 89 + "…"
