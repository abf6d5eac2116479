"""Names of countries and cities in any case."""

from __future__ import annotations

import pytest

from retrieval.conversation.places import is_place


@pytest.mark.parametrize("word", ["Kazakhstan", "Киргизии", "Тоҷикистонро", "Душанбе", "UK", "США"])
def test_places(word: str) -> None:
    """Countries and cities in any of their cases."""
    assert is_place(word)


@pytest.mark.parametrize("word", ["Rahmon", "Ошибка", "Ukulele", "Индивид", "Usual"])
def test_what_only_begins_like_a_place(word: str) -> None:
    """A word that is longer than any case is another word."""
    assert not is_place(word)
