"""Which words of a question stand for something said before, and for what kind of thing."""

from __future__ import annotations

import pytest

from retrieval.conversation.anaphors import AnaphorKind, anaphors


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("When did he resign?", "he", AnaphorKind.MAN),
        ("Whom did he meet there?", "there", AnaphorKind.PLACE),
        ("What happened before then?", "before then", AnaphorKind.TIME),
        ("And the others?", "the others", AnaphorKind.OTHER),
        ("Кто там живёт?", "там", AnaphorKind.PLACE),
        ("Сколько стоят эти солдаты?", "эти", AnaphorKind.MANY),
        ("Ӯ кист?", "Ӯ", AnaphorKind.ONE),
        ("Онҳо чӣ гуфтанд?", "Онҳо", AnaphorKind.MANY),
    ],
)
def test_kind(text: str, word: str, kind: AnaphorKind) -> None:
    """The word is found where it stands, with what it stands for."""
    found = [one for one in anaphors(text) if one.text == word]
    assert [one.kind for one in found] == [kind]
    assert text[found[0].at : found[0].to] == word


@pytest.mark.parametrize(
    "text",
    [
        "Is it true that the tunnel leaks?",
        "How long does it take to Khujand?",
        "How cold are these weeks?",
        "Что было в этом году?",
        "Ин ҳафта чӣ шуд?",
        "Ин зимистон чӣ шуд?",
        "Did a man lose his head?",
        "Is there a tunnel?",
    ],
)
def test_nothing_said_before(text: str) -> None:
    """A word that speaks of now, of nothing, or of something in the same question stands for nothing of before."""
    assert anaphors(text) == ()
