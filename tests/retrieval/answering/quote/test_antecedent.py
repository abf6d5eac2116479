"""Sentences that refer back to the one before, and the one person that one is about."""

from __future__ import annotations

import pytest

from retrieval.answering.quote.antecedent import only_person, person_pronoun, refers_back


@pytest.mark.parametrize(
    ("sentence", "back", "person"),
    [
        ("He further said that talks went on.", True, "He"),
        ("“She will not go,” they said.", True, "She"),
        ("It is planned for spring.", True, None),
        ("These figures were not confirmed.", True, None),
        ("Он прибыл во вторник.", True, "Он"),
        ("Их встретили на вокзале.", True, None),
        ("Ӯ ба Теҳрон омад.", True, "Ӯ"),
        ("Hence the road is closed.", False, None),
        ("It is expected that snow will fall.", False, None),
        ("There were no survivors.", False, None),
        ("Theory and practice differ.", False, None),
        ("Онлайн-курс открыт.", False, None),
    ],
)
def test_refers_back(sentence: str, back: bool, person: str | None) -> None:
    """Whole words only; "it is expected that" stands for nothing."""
    found = person_pronoun(sentence)
    assert (refers_back(sentence), found and sentence[found.start : found.end]) == (back, person)


@pytest.mark.parametrize(
    ("sentence", "person"),
    [
        ("General Mohammad Baqeri met reporters in Tehran.", "General Mohammad Baqeri"),
        ("The road was opened by president Emomali Rahmon.", "Emomali Rahmon"),
        ("Президент Эмомали Рахмон прибыл в Москву.", "Президент Эмомали Рахмон"),
        ("Emomali Rahmon met Vladimir Putin.", None),
        ("The troops besieged Fort William Henry.", None),
        ("In spring the court heard Ann Lee.", None),
        ("Nobody was hurt.", None),
    ],
)
def test_only_person(sentence: str, person: str | None) -> None:
    """A name at the start or behind a title, and no other; a fort is nobody."""
    assert only_person(sentence) == person
