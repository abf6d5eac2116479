"""The words of a sentence that a timeline quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus import Article
    from retrieval.answer import Citation
    from retrieval.answering.quote.candidate import Candidate
    from retrieval.links.citation_links import CitationLinks

_LONGEST = 300  # characters
_LEAST = 60


def quotation(
    number: int, candidate: Candidate, articles: Mapping[str, Article], links: CitationLinks
) -> tuple[Citation, bool]:
    """The citation of a sentence, and whether the sentence goes on after it.

    Args:
        number: The citation's.
        candidate: The sentence.
        articles: Its article, by id.
        links: Give the citation its links.
    """
    start, end = candidate.start, candidate.start + quoted_length(candidate.text)
    citation = candidate.hit.cite(number, start, end)
    text = articles[candidate.hit.article_id].text
    return links.opened(citation, text), end < candidate.end


def quoted_length(sentence: str) -> int:
    """How much of a sentence is quoted: all of it, or up to the last clause or word that fits."""
    if len(sentence) <= _LONGEST:
        return len(sentence)
    for mark in (r"[;:](?=\s)|\n", r",(?=\s)|\s[—–]\s", r"\s"):
        ends = [m.start() for m in re.finditer(mark, sentence[:_LONGEST])]
        if ends and ends[-1] >= _LEAST:
            return len(sentence[: ends[-1]].rstrip())
    return _LONGEST
