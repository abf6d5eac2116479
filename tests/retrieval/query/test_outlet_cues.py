"""What stands about a name where an outlet is meant."""

from __future__ import annotations

import pytest

from retrieval.query.outlet_cues import are_listed, is_cued, is_within_a_name


@pytest.mark.parametrize(
    ("text", "name", "cued"),
    [
        ("What happened according to the Herald?", "Herald", True),
        ("What did Herald report?", "Herald", True),
        ("Что пишет Правда о войне?", "Правда", True),
        ("Тибқи хабари Ховар кӣ омад?", "Ховар", True),
        ("What is Herald?", "Herald", False),
    ],
)
def test_cue(text: str, name: str, *, cued: bool) -> None:
    """Words of attribution before or behind a name, in each language."""
    at = text.index(name)
    assert is_cued(text, at, at + len(name)) is cued


@pytest.mark.parametrize(
    ("between", "listed"), [(", ", True), (" and ", True), (" и ", True), ("/", True), (" of ", False)]
)
def test_list(between: str, *, listed: bool) -> None:
    """Commas and words for "and" join the names of a list."""
    assert are_listed(between) is listed


@pytest.mark.parametrize(
    ("text", "name", "within"),
    [
        ("the Ice Age began", "Age", True),
        ("Fortune 500 firms", "Fortune", True),
        ("Does Time say", "Time", False),
    ],
)
def test_longer_name(text: str, name: str, *, within: bool) -> None:
    """A capital before it or a number behind it makes another name of a word."""
    at = text.index(name)
    assert is_within_a_name(text, at, at + len(name)) is within
