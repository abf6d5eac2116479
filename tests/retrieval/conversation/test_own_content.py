"""Which questions without a pronoun stand alone; a rule each."""

from __future__ import annotations

import pytest

from retrieval.conversation.own_content import OwnContent

SAID = ["Who built the Istiqlol tunnel?", "The Iranian company Sabir built it, as the treaty said."]


@pytest.mark.parametrize(
    ("core", "enough"),
    [
        ("the one in Khujand", False),
        ("how long the tunnel between the two countries is today", True),
    ],
)
def test_correction(core: str, *, enough: bool) -> None:
    """A few words say which of the things of before is meant; a whole question asks anew."""
    assert OwnContent.of(core, SAID, tied=False, corrects=True).is_enough is enough


@pytest.mark.parametrize(
    ("core", "tied", "enough"),
    [
        ("Kyrgyzstan?", True, False),
        ("Kyrgyzstan?", False, True),
        ("who won the elections in Kazakhstan in spring?", True, True),
        ("who is Emomali Rahmon?", True, True),
        ("what did Sabir build?", True, True),
        ("Arkadag", False, True),
        ("Arkadag", True, False),
        ("Sabir", False, True),
        ("arkadag", False, False),
        ("Prices?", False, False),
    ],
)
def test_name(core: str, *, tied: bool, enough: bool) -> None:
    """A name alone is a question; where a word ties it to one of before it takes the place of that."""
    assert OwnContent.of(core, SAID, tied=tied, corrects=False).is_enough is enough


@pytest.mark.parametrize(
    ("core", "tied", "enough"),
    [
        ("Why?", False, False),
        ("how expensive were bread, milk and butter?", True, False),
        ("how expensive were bread, milk and butter?", False, True),
        ("How long is the tunnel?", False, False),
        ("What is a tunnel?", False, True),
        ("Who won?", False, False),
        ("Main characters", False, False),
        ("Who lends the money?", False, False),
        ("Who lends money?", False, True),
    ],
)
def test_subject(core: str, *, tied: bool, enough: bool) -> None:
    """Without a name it is what the question says that counts, and what it takes for granted."""
    assert OwnContent.of(core, SAID, tied=tied, corrects=False).is_enough is enough


def test_nouns_of_before() -> None:
    """A definite noun that was spoken of is told, one that says itself whose it is is not."""
    own = OwnContent.of("what does the treaty say?", SAID, tied=False, corrects=False)
    assert own.nouns == ("treati",)
    assert not OwnContent.of("what does the treaty of Rome say?", SAID, tied=False, corrects=False).nouns
