"""What a request for an overview or for news is about, without the words that ask."""

from __future__ import annotations

import pytest

from retrieval.query.subject import subject


@pytest.mark.parametrize(
    ("text", "certain", "expected"),
    [
        ("What's new about Rogun?", True, "Rogun"),
        ("Who is Malala Yousafzai?", True, "Malala Yousafzai"),
        ("Tell me about Arkadag", True, "Arkadag"),
        ("Xyzzyq", True, "Xyzzyq"),
        ("Latest news", False, ""),
        ("latest news from Khujand", False, "Khujand"),
        ("Что нового о Рогунской ГЭС?", True, "Рогунской ГЭС"),
        ("расскажи про метро в Новосибирске", True, "метро в Новосибирске"),
        ("Последние новости", False, ""),
        ("новости Душанбе", False, "Душанбе"),
        ("Дар бораи Роғун нақл кун", True, "Роғун"),
        ("Хабарҳои охирин", False, ""),
        ("", True, ""),
    ],
)
def test_subject(text: str, expected: str, *, certain: bool) -> None:
    """A run of the message's own words; empty where it is about nothing in particular."""
    assert subject(text, certain=certain) == expected
