"""The articles that come with presscite."""

from __future__ import annotations

from pathlib import Path

import corpus
from corpus import detect_language, sentences, split
from tests.corpus.conftest import take

SAMPLES = Path(corpus.__file__).parent / "samples" / "articles"


def test_all_samples_are_read() -> None:
    """All come in, under ids of their own, marked as samples, in the language they say."""
    taken = take(SAMPLES)
    assert not taken.errors
    assert len(taken.articles) == len({article.id for article in taken.articles}) == 14
    for article in taken.articles:
        assert 120 <= len(article.text.split()) <= 250
        assert article.source == "Presscite Samples" or "Presscite Samples" in article.text
        assert article.language == detect_language(article.text)
        assert all(
            article.text[end - 1] in ".»”" for _, end in sentences(article.text)
        ) or article.origin.endswith(".txt")
        assert split(article)


def test_both_languages_and_all_years() -> None:
    """English and Russian, 2017 to 2025."""
    articles = take(SAMPLES).articles
    assert [article.language for article in articles].count("ru") == 2
    years = {article.published.year for article in articles if article.published}
    assert (min(years), max(years)) == (2017, 2025)
