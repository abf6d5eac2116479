"""What an answer cites, an article at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.rendering.markup import split
from bot.rendering.sources import heading, sources
from bot.texts import LANGUAGES
from tests.bot.fake_telegram import CITATION
from tests.e2e.judge import Parsed, judged

ENGLISH = LANGUAGES["en"]


def _shown(numbers: tuple[int, ...], *, numbered: bool = True, title: str | None = "Sources") -> Parsed:
    cited = [replace(CITATION, number=n, article_id=f"a{n % 2}", quote=f"Quote {n}.") for n in numbers]
    (part,) = split(sources(cited, title, ENGLISH, numbered=numbered))
    return judged(part.html, "HTML")


def test_an_article_stands_where_it_is_first_cited() -> None:
    """With all its numbers, and a mark before each of several quotes."""
    shown = _shown((1, 2, 3))
    assert shown.text == (
        "Sources\n1, 3. Neighbours meet\nExample Agency\n¹ Quote 1.\n³ Quote 3.\n\n"
        "2. Neighbours meet\nExample Agency\nQuote 2."
    )
    assert shown.covered("expandable_blockquote") == ["¹ Quote 1.\n³ Quote 3.", "Quote 2."]


def test_passages_that_nothing_points_to_have_no_numbers() -> None:
    """A bullet before each article; nothing stands over them where there is no title."""
    assert _shown((1,), numbered=False, title=None).text == "• Neighbours meet\nExample Agency\nQuote 1."


def test_without_citations_there_is_nothing() -> None:
    """Not even a title."""
    assert list(sources([], "Sources", ENGLISH, numbered=True)) == []


def test_a_heading_says_what_is_known() -> None:
    """Title, outlet and date; an article without a title is called so, and nothing is made up."""
    dated = replace(CITATION, title="  ", published=datetime(2021, 3, 31, tzinfo=UTC))
    assert "".join(run.text for run in heading(dated, ENGLISH)) == (
        f"{ENGLISH.untitled}\nExample Agency · 31 March 2021"
    )
    bare = replace(CITATION, source=None)
    assert "".join(run.text for run in heading(bare, ENGLISH)) == "Neighbours meet"
