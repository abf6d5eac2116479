"""A language model's reply, in the forms that models give it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.verify.claim import CitedQuote, Claim
from retrieval.answering.write.reply import Reply

OPENED = Claim("It opened in 2006.", (CitedQuote(1, "opened in 2006"),))


def claims(output: str) -> list[Claim]:
    reply = Reply()
    return [*reply.feed(output), *reply.close()]


@pytest.mark.parametrize(
    "output",
    [
        'It opened in 2006. [1: "opened in 2006"]',
        '- It opened in 2006. [1: "opened in 2006"].\n',
        "It opened in 2006. [ 1 : “opened in 2006” ]",
        "It opened in 2006. [1: «opened in 2006»]",
        "It opened in 2006. [1: 'opened in 2006']",
        "It opened in 2006. [1: opened in 2006]",
        '  It opened\n in 2006.   [1:"opened in 2006"]',
        'It opened in 2006 [1: "opened in 2006"].',
        'It opened in 2006. (1: "opened in 2006")',
        'It opened in 2006. (passage 1, "opened in 2006")',
        'It opened in 2006. [Passage 1] "opened in 2006"',
        'It opened in 2006. 【1: "opened in 2006"】',
        'It opened in 2006. Source 1: "opened in 2006"',
        '1. **It opened in 2006.** [1: "opened in 2006"]',
        'Answer: It opened in 2006. [1: "opened in 2006"]',
        'Sure, here it is:\n\nIt opened in 2006. [1: "opened in 2006"]',
        '<think>Maybe [2: "in 2007"]?</think>\nIt opened in 2006. [1: "opened in 2006"]',
        'so passage 1 it is</think>It opened in 2006. [1: "opened in 2006"]',
        '```\nIt opened in 2006. [1: "opened in 2006"]\n```',
        '```json\n{"sentences": [{"text": "It opened in 2006.", '
        '"evidence": [{"passage": 1, "quote": "opened in 2006"}]}]}\n```',
        '[{"sentence": "It opened in 2006.", "number": 1, "words": "opened in 2006"}]',
        '{"answer": "It opened in 2006.", "citations": {"id": "1", "quote": "opened in 2006"}}',
    ],
)
def test_forms_a_model_may_write(output: str) -> None:
    """Bullets, quotation marks, brackets, fences, thoughts and JSON make no difference."""
    assert claims(output) == [OPENED]


@pytest.mark.parametrize(
    ("output", "numbers"),
    [("It opened in 2006. [1]", [1]), ("It opened in 2006 (1).", [1]), ("[1] It opened in 2006.", [1]),
     ("It opened in 2006. [1, 2]", [1, 2]), ("It opened in 2006. [1][2]", [1, 2])],
)  # fmt: skip
def test_number_without_words(output: str, numbers: list[int]) -> None:
    """A bare number is evidence whose words are still to be found."""
    assert claims(output) == [Claim("It opened in 2006.", tuple(CitedQuote(n, "") for n in numbers))]


@pytest.mark.parametrize(
    "before",
    [
        "The bridge has collapsed\n",
        "**The bridge has collapsed**\n",
        "## Bridge\n",
        "- The bridge has collapsed\n- ",
    ],
)
def test_a_line_without_evidence_is_not_shown_under_that_of_the_next(before: str) -> None:
    """Headings, emphasised lines and items are nobody's words."""
    assert claims(f'{before}It opened in 2006. [1: "opened in 2006"]') == [OPENED]


def test_several_pieces_of_evidence() -> None:
    """Pieces that stand side by side, or in one bracket, belong to the sentence before them."""
    found = claims('A and B. [1: "a a"] [2: "b b"]\nC. [3: "c c", "d d"]\nD. [4: "e e"; 5: "f f"]')
    assert [[(e.number, e.quote) for e in claim.evidence] for claim in found] == [
        [(1, "a a"), (2, "b b")],
        [(3, "c c"), (3, "d d")],
        [(4, "e e"), (5, "f f")],
    ]


def test_quotes_inside_a_quote() -> None:
    """Quotation marks of the article's own do not end the copied words."""
    assert claims('He said so. [1: "called it "a gift" yesterday"]')[0].evidence[0].quote == (
        'called it "a gift" yesterday'
    )


def test_sentence_without_evidence_is_no_claim() -> None:
    """Neither before nor after the sentences that have some."""
    found = claims('Nothing proves this one.\nA. [1: "a a"]\nB without any.')
    assert [claim.text for claim in found] == ["A."]


@pytest.mark.parametrize(
    "text", ["It rose by 15 (2014) percent.", "In (2014, spring) it fell.", "No. 5 [sic] fell."]
)
def test_brackets_of_the_sentence_stay(text: str) -> None:
    """What is no evidence belongs to the sentence."""
    assert claims(f'{text} [1: "it fell then"]')[0].text == text


@pytest.mark.parametrize(
    "output", ["", "Sure! I can help with that.", "[1]", "{", "[[[", "</think>", '{"a": 1}']
)
def test_nonsense_has_no_claims(output: str) -> None:
    """Neither a claim nor the agreed word."""
    reply = Reply()
    assert [*reply.feed(output), *reply.close()] == []
    assert not reply.declines


@pytest.mark.parametrize("output", ["NO ANSWER", "No answer.", "<think>hm</think> NO ANSWER"])
def test_no_answer_is_heard(output: str) -> None:
    """The one agreed word, in any case; not where it is only thought."""
    reply = Reply()
    reply.feed(output)
    assert reply.declines
    thinking = Reply()
    thinking.feed("<think>NO ANSWER?")
    assert not thinking.declines


def test_claims_come_as_soon_as_their_line_ends() -> None:
    """A stream gives the first sentence before the second is written."""
    reply = Reply()
    assert reply.feed('It opened in 2006. [1: "opened in 2006"]') == []
    assert reply.feed("\nIt ") == [OPENED]
    assert reply.feed('closed. [2: "closed early"]') == []
    assert [claim.text for claim in reply.close()] == ["It closed."]


@given(st.text(st.sampled_from('ab 1[]():"“”.\n,<>{}think/`*'), max_size=200), st.integers(1, 30))
def test_pieces_and_whole_agree(output: str, size: int) -> None:
    """However a reply is cut into pieces, it never fails, and no claim comes twice."""
    reply = Reply()
    found = [claim for at in range(0, len(output), size) for claim in reply.feed(output[at : at + size])]
    found += reply.close()
    assert found == reply.claims
    assert len(found) <= len(claims(output)) + output.count("\n")


def test_a_reply_without_end_is_not_read_to_it() -> None:
    """Half a million brackets are read in no time and kept in no memory."""
    reply = Reply()
    for _ in range(500):
        reply.feed('[1: "' * 200 + "\n")
    assert len(reply.close()) <= 1
