"""The text around the quotes of a claim."""

from __future__ import annotations

from datetime import UTC, datetime

from retrieval.answering.verify.cited_text import CitedText, QuoteSpan
from retrieval.store.hit import Hit


def hit(text: str, day: int | None) -> Hit:
    return Hit(
        passage_id=text, article_id=text, text=text, start=0, end=len(text), title="Trade", url=None,
        source="Wire", published=datetime(2021, 4, day, tzinfo=UTC) if day else None, language="en", score=1.0,
    )  # fmt: skip


def test_around_the_quotes() -> None:
    """The words, their whole sentences, and the passages with headline and outlet, each once."""
    text = "Iran traded. Trade fell in 2015. It rose."
    cited = CitedText.of([QuoteSpan(0, 19, 31), QuoteSpan(0, 13, 18)], [hit(text, 6)])
    assert cited.quoted == "fell in 2015 . Trade"
    assert cited.context == "Trade fell in 2015."
    assert cited.about == "Trade . Wire"
    assert cited.wide == f"Trade . Wire . {text}"
    assert str(cited.published) == "2021-04-06"


def test_articles_of_different_days_have_no_day() -> None:
    """What "yesterday" means cannot be told then."""
    hits = [hit("One fell.", 6), hit("Two fell.", 7), hit("Three fell.", None)]
    spans = [QuoteSpan(n, 0, 3) for n in range(3)]
    assert CitedText.of(spans[:2], hits).published is None
    assert CitedText.of(spans[1:], hits).published is None
