"""Fractions said in words."""

from __future__ import annotations

import pytest

from retrieval.text.fractions import fractions, without_thirds_and_quarters


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a third of the bridge", [1 / 3]), ("на треть меньше", [1 / 3]), ("чоряки роҳ", [1 / 4]),
        ("half of it", [1 / 2]), ("половина", [1 / 2]), ("the first half", []), ("two and a half", []),
        ("a quarter of 2020", []), ("вторая половина", []),
    ],
)  # fmt: skip
def test_fractions(text: str, values: list[float]) -> None:
    """Parts of something count, parts of a year and halves added to a number do not."""
    assert [fraction.value for fraction in fractions(text)] == values


def test_blanks_keep_offsets() -> None:
    """What is blanked is as long as it was."""
    assert without_thirds_and_quarters("it was one third, half") == "it was          , half"
