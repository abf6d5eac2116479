"""Names by their sound: what transliterations mix up is one."""

from __future__ import annotations

import pytest

from retrieval.query.sound import first_letters, is_spelled, letters, sound


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


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("Khujand", "kхҳ"),
        ("Хуҷанд", "kх"),
        ("Шекспир", "sш"),
        ("Erevan", "yе"),
        ("Чкалов", "cч"),
        ("Javad", "jҷч"),
    ],
)
def test_letters_that_a_sound_may_begin_with(word: str, first: str) -> None:
    """In each script, two letters for one sound too."""
    assert set(first) <= first_letters(word)
    assert "m" not in first_letters(word)
