"""The words of a sentence that a timeline quotes: all of a short one, and of a long one up to a clause or a word."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus import Article
from retrieval.answering.quote.candidate import Candidate
from retrieval.links.citation_links import CitationLinks
from retrieval.store.hit import Hit
from retrieval.timelines.quotation import quotation

LEAD = "Before it. "
WORDS = "the engineers of the dam said that the water would rise "


def of(sentence: str) -> tuple[str, bool, str | None]:
    """What is quoted of a sentence that stands in an article, whether it goes on, and the link."""
    text = f"{LEAD}{sentence} Behind it."
    url = "https://news.example/dam"
    hit = Hit(
        passage_id="p", article_id="a", text=text, start=0, end=len(text), title="Dam", url=url, source=None,
        published=datetime(2025, 3, 3, tzinfo=UTC), language="en", score=0.0,
    )  # fmt: skip
    candidate = Candidate(
        hit=hit, start=len(LEAD), end=len(LEAD) + len(sentence), cosine=0.9, own_coverage=1.0, coverage=1.0,
        passage_coverage=1.0, phrases=0.0, heard=0.0, kind=0.5, answers=(),
    )  # fmt: skip
    article = Article(id="a", title="Dam", text=text, url=url, origin=url)
    citation, trimmed = quotation(4, candidate, {"a": article}, CitationLinks())
    assert citation.number == 4
    assert text[citation.start : citation.end] == citation.quote
    return citation.quote, trimmed, citation.url


def test_short_sentence_is_quoted_whole() -> None:
    """With a link that opens there."""
    quote, trimmed, url = of("The dam is closed.")
    assert (quote, trimmed) == ("The dam is closed.", False)
    assert url is not None
    assert url.startswith("https://news.example/dam#:~:text=")


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (f"{WORDS * 3}; {WORDS}, {WORDS * 4}", WORDS * 3),
        (f"{WORDS * 3}, {WORDS * 5}", WORDS * 3),
        (f"Yes; {WORDS * 8}", f"Yes; {WORDS * 5}the engineers"),
        ("a" * 400, "a" * 300),
    ],
)
def test_long_sentence_is_quoted_in_part(sentence: str, quote: str) -> None:
    """Up to the last semicolon, else comma, else word within 300 characters; a word that is longer is cut."""
    found, trimmed, _ = of(sentence)
    assert trimmed
    assert found == quote.rstrip()
    assert len(found) <= 300
