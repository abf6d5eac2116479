"""The form of a claim: a plain sentence."""

from __future__ import annotations

import pytest

from retrieval.answering.verify.form import presentable, quotes_rightly


@pytest.mark.parametrize(
    "text",
    [
        "See https://evil.example for more.",
        "See evil.com for more.",
        "It is [2] here.",
        "It is **bold**.",
        "It is <b>bold</b>.",
        "It is \u202edlob.",
        'It is "half quoted.',
        "1984.",
        "One. Two. Three.",
        "Long " * 101,
    ],
)
def test_what_is_not_shown(text: str) -> None:
    """Links, marks, markup, signs that turn a line around; half a quotation; no words; too much."""
    assert not presentable(text)


def test_a_plain_sentence() -> None:
    """Two at most."""
    assert presentable("It opened at 5 p.m. on Monday. It is 672 m long.")


def test_quotation_marks() -> None:
    """Words in quotation marks stand in the passage, or are translated from another script."""
    passage = "Baqeri called it “a beginning of relations”."
    assert quotes_rightly('He called it "a beginning".', passage)
    assert not quotes_rightly('He called it "the end".', passage)
    assert quotes_rightly("Он назвал это «началом отношений».", passage)
