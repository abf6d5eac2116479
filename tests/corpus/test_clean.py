"""Cleaning: the one place where the text of an article changes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import clean

NASTY = st.text(
    alphabet=st.sampled_from(
        "a е\u0301é\n\r\t\x0b\x0c\x85\u2028\u2029\u00a0\u2000\u3000\u00ad\u200b\u200c\u200d\u200e\ufeff"
        "\u202e\x00\x1c\u0645\u06cc\u0653\u0627👩💻❤\ufe0f🏽\ud800.\u1100\u1161"
    )
)


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\u00a0b \u2009 c\td\u3000e", "a b c d e"),
        ("  lead \n trail  \n", "lead\ntrail"),
        ("a\n\n\n \n\nb", "a\n\nb"),
        ("ми\u00adнистр \u200bдал\ufeff о\u2060тчёт", "министр дал отчёт"),
        ("\u202eabc\u202c\u200f", "abc"),
        ("bell\x07 null\x00", "bell null"),
        ("e\u0301 и\u0306", "é й"),
        ("می\u200cروم", "می\u200cروم"),
        ("in\u200cside \u200cمن\u200c", "inside من"),
        ("👩\u200d💻 ❤\ufe0f\u200d🔥", "👩\u200d💻 ❤\ufe0f\u200d🔥"),
        ("x\u200dy", "xy"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("hidden\U000e0041\U000e0042 tags", "hidden tags"),
        ("\u200b \n\t", ""),
    ],
)
def test_what_is_made_plain(given_text: str, wanted: str) -> None:
    """Odd spaces, line ends, invisible and broken characters become plain; what carries meaning stays."""
    assert clean(given_text) == wanted


@given(st.one_of(st.text(), NASTY))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """A cleaned text is already clean, composed, encodable and free of double spaces."""
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "  " not in once
    assert "\n\n\n" not in once
    once.encode()
