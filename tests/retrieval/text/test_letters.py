"""Capital and small letters of all scripts."""

from __future__ import annotations

import re

from retrieval.text.letters import capitals, small_letters


def test_letters_of_every_language() -> None:
    """Each language's own letters are there, and every letter is in one of the two."""
    assert set("AZÉŁАЯЁҒӢҚӮҲҶ") <= set(capitals())
    assert set("azéłаяёғӣқӯҳҷ") <= set(small_letters())
    assert not set(capitals()) & set(small_letters())


def test_they_stand_between_brackets() -> None:
    """As a class of a regular expression."""
    assert re.findall(f"[{capitals()}]", "Ӯ ба Łódź рафт.") == ["Ӯ", "Ł"]
    assert re.fullmatch(f"[{small_letters()}]+", "ҷавоб")
