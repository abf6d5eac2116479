"""The articles behind the answers: further passages, and the words around a quote."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.articles.archive import Archive

if TYPE_CHECKING:
    from retrieval.retriever import HybridRetriever

ASKED = "Who built the Rogun dam?"


@pytest.fixture
def archive(retriever: HybridRetriever) -> Archive:
    """Over the samples."""
    return Archive(retriever)


async def test_further_passages_hold_nothing_that_was_cited(archive: Archive) -> None:
    """They are numbered anew, at most as many as are wanted, and link to their words."""
    first = (await archive.passages(ASKED, 1))[0].cite(7, 0, 40)
    more = await archive.more(ASKED, [first], 3, datetime.now(UTC))
    assert [citation.number for citation in more] == [1, 2, 3]
    for citation in more:
        assert citation.article_id != first.article_id or citation.start >= first.end
        assert citation.url is None or "#:~:text=" in citation.url


async def test_a_quote_is_found_in_its_article(archive: Archive, retriever: HybridRetriever) -> None:
    """Also where the article was changed before it; whole sentences stand on either side."""
    hit = (await archive.passages(ASKED, 1))[0]
    quote = hit.cite(1, 20, 60)
    around = await archive.surroundings(quote)
    assert around is not None
    with retriever.store.reading() as snapshot:
        article = snapshot.catalogue.article(quote.article_id)
    assert article is not None
    assert f"{around.before}{quote.quote}{around.after}" in article.text
    assert await archive.surroundings(replace(quote, start=quote.start + 3, end=quote.end + 3)) == around


async def test_a_quote_that_is_gone_has_no_surroundings(archive: Archive) -> None:
    """Nor has one whose article is gone."""
    quote = (await archive.passages(ASKED, 1))[0].cite(1, 20, 60)
    assert await archive.surroundings(replace(quote, quote="Nobody wrote this.")) is None
    assert await archive.surroundings(replace(quote, article_id="gone")) is None
