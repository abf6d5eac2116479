"""A name with its article and the noun that it qualifies."""

from __future__ import annotations

import pytest

from retrieval.conversation.mentions import mentions
from retrieval.conversation.noun_phrase import has_article, phrase_span, with_article, without_article


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Who built the Istiqlol tunnel?", "the Istiqlol tunnel"),
        ("Who paid for the Istiqlol tunnel built by Sabir?", "the Istiqlol tunnel"),
        ("How much did the Rogun plant cost?", "the Rogun plant"),
        ("What did the Rogun produce?", "the Rogun"),
        ("Where is Khujand airport?", "Khujand"),
        ("Кто построил тоннель Истиклол?", "Истиклол"),
    ],
)
def test_phrase(text: str, phrase: str) -> None:
    """The noun belongs to the name behind an article; a verb or a participle does not."""
    start, end = phrase_span(text, mentions(text)[0])
    assert text[start:end] == phrase


def test_article() -> None:
    """An article is put before a phrase once."""
    assert with_article("Rogun dam") == with_article("the Rogun dam") == "the Rogun dam"
    assert without_article("The Rogun dam") == "Rogun dam"
    assert has_article("the Rogun dam")
    assert not has_article("theatre")
