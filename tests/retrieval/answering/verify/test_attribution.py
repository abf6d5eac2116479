"""Attribution: what somebody said stays theirs."""

from __future__ import annotations

import pytest

from retrieval.answering.verify.attribution import speakers, speaks, unattributed


@pytest.mark.parametrize(
    ("claim", "quote", "wrong"),
    [
        ("The tariffs are robbery.", "Residents complained that the tariffs are robbery", True),
        ("Residents called the tariffs robbery.", "Residents complained that the tariffs are robbery", False),
        ("“The tariffs are robbery”: Dusti.", "Residents complained that the tariffs are robbery", False),
        ("Завод закрыт.", "Министр сообщил, что завод закрыт", True),
        ("Сохтмон қатъ шуд.", "Вазир гуфт, ки сохтмон қатъ шуд", True),
        ("The talks took place in Astana.", "The talks in Astana took place, the ministry said", False),
        ("The committee is chaired by Aslov.", "He said it would meet in spring, chaired by Aslov", False),
    ],
)  # fmt: skip
def test_words_of_others(claim: str, quote: str, wrong: bool) -> None:
    """What stands after "said that" needs a speaker; what stands before it, or is added at the end, needs none."""
    assert unattributed(claim, quote) is wrong


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("Ann Lee has said that it rains.", [["Ann", "Lee"]]),
        ("Qodirov, the deputy minister, said so.", [["Qodirov"]]),
        ("It rains, according to Ann Lee.", [["Ann", "Lee"]]),
        ("Идёт дождь, по словам министра Набиевой.", [["Набиевой"]]),
        ("Ба гуфтаи Раҳимов борон меборад.", [["Раҳимов"]]),
        ("It rains in Oslo.", []),
    ],
)
def test_speakers(claim: str, found: list[list[str]]) -> None:
    """The name before or after a verb of saying."""
    assert speakers(claim) == found


@pytest.mark.parametrize(
    ("speaker", "context", "found"),
    [
        ("Qodirov", "Deputy minister Sorbon Qodirov said that repairs went well.", True),
        ("Qodirov", "He said that repairs went well.", True),
        ("Qodirov", "Qodirov met Sakhi, and consul Sakhi said that repairs went well.", False),
        ("Qodirov", "Qodirov cut the ribbon.", False),
        ("Aslov", "Aslov of Tajikistan said so.", True),
    ],
)
def test_whoever_speaks_speaks_in_the_evidence(speaker: str, context: str, found: bool) -> None:
    """The name stands at a word of saying, no other name between; a pronoun may stand for it."""
    assert speaks([speaker], context) is found


@pytest.mark.timeout(20)
def test_capitals_without_end_are_read_at_once() -> None:
    """A line in capital letters takes no longer than another; the search for speakers once took for ever on it."""
    assert speakers("ПРЕЗИДЕНТЫПОДПИСАЛИСОГЛАШЕНИЕОГРАНИЦЕ " * 12) == []
