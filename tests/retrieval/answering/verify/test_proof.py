"""The last look at an answer: quotes in place, sentences carried by them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from retrieval.answer import Answer, Sentence
from retrieval.answering.verify.proof import proven
from retrieval.store.hit import Hit

TEXT = "The tunnel was opened in 2006. He built it in three years. It links Dushanbe with the north."
HIT = Hit(
    passage_id="p", article_id="a", text=TEXT, start=10, end=10 + len(TEXT), title="Tunnel opens", url=None,
    source="Sample Wire", published=datetime(2006, 7, 26, tzinfo=UTC), language="en", score=1.0,
)  # fmt: skip
FIRST = HIT.cite(1, 0, 30)
SECOND = HIT.cite(2, 31, 58)


def answer(text: str, *, numbers: tuple[int, ...] = (1,)) -> Answer:
    sentence = Sentence(text=text, citations=numbers)
    return Answer(
        question="When?",
        searched_for="When?",
        sentences=(sentence,),
        citations=(FIRST, SECOND)[: len(numbers)],
    )


@pytest.mark.parametrize(
    "text",
    [
        "The tunnel was opened in 2006.",
        "Sample Wire, 26 July 2006: The tunnel was opened in 2006.",
        "The tunnel was opened…",
        "The tunnel [Tunnel] was opened in 2006.",
        "In 2006 the tunnel was opened.",
    ],
)
def test_what_holds_is_left_as_it_is(text: str) -> None:
    """The quote's own words, with what an answer adds to them, or a sentence that the verifier lets through."""
    whole = answer(text)
    assert proven(whole, [HIT], similarity=None) is whole


@pytest.mark.parametrize(
    "text",
    [
        "The tunnel was opened in 2007.",
        "Sample Wire, 27 July 2006: The tunnel was opened in 2006.",
        "The tunnel [of Rahimov] was opened in 2006.",
    ],
)
def test_what_does_not_hold_is_taken_out(text: str) -> None:
    """With its citation; another day in front, or a name that the article does not have."""
    kept = proven(answer(text), [HIT], similarity=None)
    assert (kept.sentences, kept.citations) == ((), ())


def test_a_quote_that_is_not_in_place() -> None:
    """A citation whose words do not stand at its offsets carries nothing; one in the article around does."""
    whole = answer("The tunnel was opened in 2006.")
    shifted = replace(whole, citations=(replace(FIRST, start=FIRST.start + 1, end=FIRST.end + 1),))
    assert proven(shifted, [HIT], similarity=None).sentences == ()
    article = {"a": "x" * 10 + TEXT}
    elsewhere = replace(HIT, text=TEXT[31:], start=41)
    assert proven(whole, [elsewhere], similarity=None, texts=article) is whole
    assert proven(whole, [elsewhere], similarity=None).sentences == ()


def test_a_sentence_without_its_citation() -> None:
    """Every number of a sentence has a citation."""
    assert (
        proven(answer("The tunnel was opened in 2006.", numbers=()), [HIT], similarity=None).sentences == ()
    )


def test_nearest_passages_are_in_place_too() -> None:
    """Those of a refusal are quoted to the letter."""
    refusal = Answer(
        question="Why?",
        searched_for="Why?",
        refused=True,
        nearest=(FIRST, replace(SECOND, quote="He built two.")),
    )
    assert proven(refusal, [HIT], similarity=None).nearest == (FIRST,)
