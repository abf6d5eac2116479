"""The verifier: what a language model says is shown only where the cited words carry it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from retrieval.answering.verify.claim import CitedQuote, Claim
from retrieval.answering.verify.verify import verify
from retrieval.store.hit import Hit

TEXT = (
    "In 2014, Iran was Tajikistan’s third-largest trade partner with trade turnover amounting to about US$200 "
    "million, but due to a relationship crisis, the figures dropped to US$60-70 million in 2015. General Baqeri "
    "said that the visit “is the beginning of the development of military relations”."
)


def hit(text: str = TEXT, title: str = "Trade") -> Hit:
    return Hit(
        passage_id="p", article_id="a", text=text, start=100, end=100 + len(text), title=title, url=None,
        source=None, published=datetime(2021, 4, 6, tzinfo=UTC), language="en", score=1.0,
    )  # fmt: skip


def shown(text: str, *evidence: tuple[int, str]) -> bool:
    claim = Claim(text, tuple(CitedQuote(number, quote) for number, quote in evidence))
    return bool(verify(claim, [hit()]))


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Trade fell to US$60-70 million in 2015.", "the figures dropped to US$60-70 million in 2015"),
        (
            "In 2014 the turnover was about US$200 million.",
            "trade turnover amounting to about US$200 million",
        ),
        ("Iran was the third-largest partner of Tajikistan.", "Tajikistan's third-largest trade partner"),
        ("Baqeri called the visit a beginning.", 'the visit "is the beginning'),
        ("Торговля упала до 60-70 миллионов в 2015 году.", "dropped to US$60-70 million in 2015"),
    ],
)
def test_true_sentences_are_kept(sentence: str, quote: str) -> None:
    """Straight or curly quotation marks, another language and the article's own date are all fine."""
    assert shown(sentence, (1, quote))


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("Trade fell to US$60-70 million in 2015.", []),
        ("Trade fell to US$60-70 million in 2015.", [(2, "the figures dropped to US$60-70 million in 2015")]),
        ("Trade fell to US$60-70 million in 2015.", [(0, "the figures dropped to US$60-70 million in 2015")]),
        ("Trade fell to US$50 million in 2015.", [(1, "the figures dropped to US$60-70 million in 2015")]),
        ("Trade fell to US$50 million in 2015.", [(1, "the figures dropped to US$50 million in 2015")]),
        ("Trade fell to US$60-70 million in 2016.", [(1, "the figures dropped to US$60-70 million in 2015")]),
        ("General Hatami said the visit is a beginning.", [(1, "said that the visit")]),
        ("Bananas grow in warm countries mostly.", [(1, "General Baqeri said that")]),
        ("Trade fell.", [(1, "fell")]),
        ("Trade fell.", [(1, "")]),
        ("Trade fell to US$60-70 million.", [(1, "dropped to US$60-70 million"), (1, "and rose to the sky")]),
    ],
)
def test_false_sentences_are_dropped(sentence: str, evidence: list[tuple[int, str]]) -> None:
    """No evidence, a passage that is not there, altered words, numbers, years or names, another subject."""
    assert not shown(sentence, *evidence)


@pytest.mark.parametrize(
    ("lead", "kept"),
    [
        ("Asia-Plus, 2021-04-06: ", True),
        ("Asia-Plus, 6 April 2021: ", True),
        ("Asia-Plus, 6 апреля 2021 г.: ", True),
        ("Asia-Plus, 2021-04-07: ", False),
        ("Tasnim, 2021-04-06: ", False),
    ],
)
def test_an_articles_own_outlet_and_date_may_stand_in_front(lead: str, kept: bool) -> None:
    """As they are, and not otherwise."""
    said = Claim(
        f"{lead}Trade fell to US$60-70 million in 2015.", (CitedQuote(1, "dropped to US$60-70 million"),)
    )
    assert bool(verify(said, [replace(hit(), source="Asia-Plus")])) is kept


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("The bridge has collapsed: the figures dropped to US$60-70 million in 2015.", "The figures dropped"),
        ("The bridge has collapsed. The figures dropped to US$60-70 million in 2015.", "The figures dropped"),
        ("The figures dropped to US$60-70 million in 2015. The bridge has collapsed.", "The figures dropped"),
        ("Trade: the figures dropped to US$60-70 million in 2015.", "Trade: the figures dropped"),
    ],
)
def test_what_has_no_evidence_of_its_own_is_left_out(sentence: str, shown: str) -> None:
    """A sentence, or a clause before a colon, is shown only where it stands by itself."""
    said = Claim(sentence, (CitedQuote(1, "dropped to US$60-70 million in 2015"),))
    verdict = verify(said, [hit()])
    assert verdict.text == f"{shown} to US$60-70 million in 2015."
    assert verdict.spans


@pytest.mark.parametrize(
    "sentence",
    [
        "Rahimov said: the figures dropped to US$60-70 million in 2015.",
        "The bridge has collapsed. It dropped to US$60-70 million in 2015.",
    ],
)
def test_nothing_is_left_of_what_hangs_on_it(sentence: str) -> None:
    """Words without their speaker, and a sentence that refers to one left out, are not shown either."""
    verdict = verify(Claim(sentence, (CitedQuote(1, "dropped to US$60-70 million in 2015"),)), [hit()])
    assert (verdict.text, verdict.spans, bool(verdict)) == ("", (), False)
