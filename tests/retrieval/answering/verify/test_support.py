"""Support: whether a claim is made of the words of its evidence."""

from __future__ import annotations

import pytest

from retrieval.answering.verify.cited_text import CitedText
from retrieval.answering.verify.support import shared, speaks_of_the_same, substituted
from retrieval.text.analysis import terms

CONTEXT = "The ministry opened a school for 240 pupils in Khorog."
CITED = CitedText(CONTEXT, CONTEXT, "School . Wire", f"School . Wire . {CONTEXT}", None)


@pytest.mark.parametrize(
    ("claim", "kept"),
    [
        ("A school was opened in Khorog.", True),
        ("A school for 240 pupils opened.", True),
        ("Bananas grow in warm countries.", False),
        ("So it is.", False),
        ("It has 240.", True),
        ("Pupils danced.", False),
    ],
)
def test_its_words(claim: str, kept: bool) -> None:
    """Half of the words, a third in the quoted sentences; of two words both, unless there is a figure."""
    assert speaks_of_the_same(claim, CITED, None, same_language=True) is kept


@pytest.mark.parametrize(("cosine", "kept"), [(0.78, False), (0.8, True)])
def test_in_another_language_the_vectors_tell(cosine: float, kept: bool) -> None:
    """Words cannot be compared there; without vectors nothing is held against the claim."""
    claim = "Министерство открыло школу."
    assert speaks_of_the_same(claim, CITED, lambda *_: cosine, same_language=False) is kept
    assert speaks_of_the_same(claim, CITED, None, same_language=False)


def test_number_words_and_units_are_not_counted() -> None:
    """What is checked as a figure is no word of the claim."""
    assert shared("240 pupils walk five kilometres", set(terms(CONTEXT))) == (1, 2)


def test_a_word_is_not_put_in_the_place_of_another() -> None:
    """After the same two words the passages' own word stands, or none that they do not know."""
    known = set(terms(CONTEXT))
    assert substituted("A school for orphans opened.", "A school for pupils opened.", known)
    assert not substituted("A school for pupils opened.", "A school for pupils opened.", known)
    assert not substituted("A school near orphans opened.", "A school for pupils opened.", known)
