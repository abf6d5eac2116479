"""Names by their sound: what transliterations mix up is one."""

from __future__ import annotations

import pytest

from retrieval.query.sound import is_spelled, letters, sound


@pytest.mark.parametrize(
    ("one", "other"),
    [("Коммерсантъ", "Kommersant"), ("Ховар", "Khovar"), ("Тасним", "Tasnim"), ("Фараж", "Faraj")],
)
def test_same_sound(one: str, other: str) -> None:
    """A name sounds alike in Cyrillic and in Latin letters."""
    assert sound(one) == sound(other)
    assert is_spelled(one)
    assert not is_spelled(other)


def test_letters() -> None:
    """Accents and a letter that may be left out make no other word."""
    assert letters("Élysée") == letters("elysee")
    assert letters("Коммерсантъ") == letters("коммерсант")
