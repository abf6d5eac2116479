"""The sentence that evidence belongs to, among the lines before it."""

from __future__ import annotations

import pytest

from retrieval.answering.write.cited_sentence import cited_sentence


@pytest.mark.parametrize(
    "said",
    [
        "The bridge has collapsed\nThe work would cost 2.4 million.",
        "the bridge has collapsed\nThe work would cost 2.4 million.",
        "# The bridge has collapsed because of the\nThe work would cost 2.4 million.",
        "- The bridge has collapsed,\n- The work would cost 2.4 million.",
        "1. The bridge has collapsed\n2. The work would cost 2.4 million.",
        "The bridge has collapsed\n\nThe work would cost 2.4 million.",
        "The bridge has collapsed.\nThe work would cost 2.4 million.",
        "Answer:\nThe work would cost 2.4 million.",
        "Answer: The work would cost 2.4 million",
        "\n> The work would cost 2.4 million.",
    ],
)
def test_other_lines_are_left_out(said: str) -> None:
    """Headings, items, paragraphs, sentences and lines that the last one does not go on with."""
    assert cited_sentence(said) == "The work would cost 2.4 million."


@pytest.mark.parametrize(
    "said",
    [
        "The work would cost\nof 2.4 million.",
        "The work on the\n2.4 million.",
        "Работы на канале,\nпо словам министра.",
        "The deputy minister of transport told reporters\nwould come.",
    ],
)
def test_a_wrapped_sentence(said: str) -> None:
    """A line goes on with one that ends in the middle: with a comma, a stop word, or far to the right."""
    assert cited_sentence(said) == said.replace("\n", " ")


def test_a_short_line_before_a_small_letter_is_a_heading() -> None:
    """Nobody wraps a sentence after three words."""
    assert cited_sentence("The bridge has collapsed\nthe work would cost 2.4 million.") == (
        "the work would cost 2.4 million."
    )


@pytest.mark.parametrize("said", ["", " \n ", ".", "\n\n"])
def test_nothing(said: str) -> None:
    """There may be no sentence at all."""
    assert cited_sentence(said) == ""
