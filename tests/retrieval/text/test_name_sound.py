"""Names that sound alike in two scripts."""

from __future__ import annotations

import pytest

from retrieval.text.name_sound import same_sound


@pytest.mark.parametrize(
    ("stems", "other", "same"),
    [
        (["рахмон"], "rahmon", True), (["рахмонов"], "rahmon", False), (["рахмонов", "рахмон"], "rahmon", True),
        (["джураев"], "juraev", True), (["камилов"], "karimov", False), (["ҷӯраев"], "jo'raev", True),
        (["рома"], "arm", False), ([], "rahmon", False), (["аэ"], "ae", False),
    ],
)  # fmt: skip
def test_sounds(stems: list[str], other: str, same: bool) -> None:
    """The same consonants and nearly the same vowels; vowels alone say too little."""
    assert same_sound(stems, other) is same
