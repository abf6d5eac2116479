"""Paragraphs with marked words."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from bot.web.reading.marked_text import TextPiece, marked_text


@given(st.text(alphabet="ab \nж", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_nothing_of_a_text_is_lost(text: str, start: int, end: int) -> None:
    """The paragraphs are the text to the letter, and what is marked is what was quoted, but for ends of lines."""
    blocks = marked_text(text, start, end)
    assert "".join("".join(p.text for p in block.pieces) + block.gap for block in blocks) == text
    marked = "".join(piece.text for block in blocks for piece in block.pieces if piece.marked)
    assert marked == text[start:end].replace("\n", "")
    assert not any("\n" in piece.text or not piece.text for block in blocks for piece in block.pieces)


def test_a_quote_over_two_lines_is_marked_in_both() -> None:
    """And no end of a line is."""
    first, second = marked_text("One two.\n\nThree four.", 4, 15)
    assert first.pieces == (TextPiece("One "), TextPiece("two.", marked=True))
    assert second.pieces == (TextPiece("Three", marked=True), TextPiece(" four."))
    assert first.gap == "\n\n"


def test_a_very_long_line_is_cut() -> None:
    """Behind spaces where it has some; quickly, whatever it holds."""
    began = time.process_time()
    assert max(len(b.pieces[0].text) for b in marked_text("x" * 9_999_999)) == 5_000
    blocks = marked_text("word " * 2_000_000)
    assert all(block.pieces[0].text.endswith("word ") for block in blocks)
    assert time.process_time() - began < 5
