"""The words that say what a text is about."""

from __future__ import annotations

import pytest

from retrieval.conversation.content import content


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Tell me more about the tunnel, please", ["tunnel"]),
        ("Расскажи подробнее о тоннеле", ["тоннел"]),
        ("Лутфан бештар гӯед", []),
        ("The tunnel and the tunnels", ["tunnel"]),
    ],
)
def test_content(text: str, terms: list[str]) -> None:
    """Stop words and words that any question may hold are none of it; each term comes once."""
    assert content(text) == terms
