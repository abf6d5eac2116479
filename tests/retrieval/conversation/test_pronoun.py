"""What stands for a pronoun: the name, with the ending of an owner or a preposition where the language asks for it."""

from __future__ import annotations

import pytest

from retrieval.conversation.pronoun import replaced


@pytest.mark.parametrize(
    ("pronoun", "behind", "name", "expected"),
    [
        ("he", " resign?", "Emomali Rahmon", "Emomali Rahmon"),
        ("his", " brother?", "Emomali Rahmon", "Emomali Rahmon’s"),
        ("its", " drivers?", "the Emirates", "the Emirates’"),
        ("there", "?", "Khujand", "in Khujand"),
        ("her", " brother?", "Maria Sharapova", "Maria Sharapova’s"),
        ("her", " sister in Dushanbe?", "Maria Sharapova", "Maria Sharapova’s"),
        ("her", "?", "Maria Sharapova", "Maria Sharapova"),
        ("her", "", "Maria Sharapova", "Maria Sharapova"),
        ("her", ", and when?", "Maria Sharapova", "Maria Sharapova"),
        ("her", " in Dushanbe?", "Maria Sharapova", "Maria Sharapova"),
        ("they", " do?", "the Emirates", None),
        ("его", " брат?", "Эмомали Рахмон", None),
    ],
)
def test_replaced(pronoun: str, behind: str, name: str, expected: str | None) -> None:
    """ "Her" is an owner before a noun, and an object before a little word or the end."""
    assert replaced(pronoun, behind, name) == expected
