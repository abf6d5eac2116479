"""Texts that are measured on are not learned from."""

from __future__ import annotations

from retrieval.reading.training.near_copies import MeasuredTexts

_TEXT = (
    "The ferry across the lake was withdrawn in the autumn after its engine failed twice in one week, and the village "
    "on the far shore was left without a way to the market until the ice was thick enough for sledges."
)
_MEASURED = MeasuredTexts([_TEXT], ["Lake_ferry (transport)"])


def test_near_copy_is_known() -> None:
    """A text with a word changed here and there is a near copy."""
    assert _MEASURED.has("Reported: " + _TEXT.replace("autumn", "spring").replace("sledges", "carts"))


def test_page_is_known_by_its_name() -> None:
    """A text of a page that is measured on counts whatever its words, however the name is written."""
    assert _MEASURED.has("Quite other words.", "Lake ferry")


def test_other_text_is_not() -> None:
    """A text on the same subject in other words may be learned from."""
    assert not _MEASURED.has(
        "When the engine of the ferry broke down for the second time, people on the far shore of the lake had to wait "
        "for the frost before they could reach the market again, which took them until December that year."
    )
    assert not _MEASURED.has("")
