"""A question and its answer as a file shows them, whatever kind of file it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.rendering.markup import cleaned, web_address
from bot.texts import texts_for
from retrieval.text.day import day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from bot.state.conversations import Exchange
    from bot.texts import Texts
    from retrieval.answer import Citation

MARK = re.compile(r"\[(\d{1,4})\]")
"""A mark in the text of an answer that points to a citation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedSource:
    """A citation in a file, all of it cleaned text on one line but for the quote.

    Attributes:
        number: Its number in the answer.
        title: The headline.
        facts: Outlet and day, as far as they are known.
        url: Where the article is, if on the web; only addresses of the web.
        quote: The quoted words.
    """

    number: int
    title: str
    facts: str
    url: str | None
    quote: str

    @classmethod
    def of(cls, citation: Citation, texts: Texts) -> ExportedSource:
        """A citation, spoken of in a language."""
        published = day(citation.published, texts.code) if citation.published else ""
        outlet = line(citation.source or "")
        return cls(
            number=citation.number,
            title=line(citation.title) or texts.untitled,
            facts=" · ".join(fact for fact in (outlet, published) if fact),
            url=web_address(citation.url) or web_address(citation.reading_url),
            quote=cleaned(citation.quote).strip(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedExchange:
    """A question and its answer in a file.

    Attributes:
        question: As it was asked.
        asked: When, in words.
        moment: When, as ISO 8601.
        answer: The answer with its marks.
        searched_for: What was searched for where that is something else, in words; else empty.
        language: Code of the question's language.
        heading: Stands over the sources.
        refused: Whether it was not answered, so that nothing points to the sources.
        sources: What is cited, or nearest.
    """

    question: str
    asked: str
    moment: str
    answer: str
    searched_for: str
    language: str
    heading: str
    refused: bool
    sources: Sequence[ExportedSource]

    @classmethod
    def of(cls, exchange: Exchange, zone: tzinfo) -> ExportedExchange:
        """An exchange, its time told in a time zone."""
        texts = texts_for(exchange.language)
        moment = datetime.fromtimestamp(exchange.asked, UTC).astimezone(zone)
        refused, other = exchange.outcome == "refused", exchange.searched_for not in ("", exchange.question)
        searched_for = texts.searched_for.format(question=line(exchange.searched_for)) if other else ""
        return cls(
            question=line(exchange.question),
            asked=f"{day(moment, texts.code)}, {moment:%H:%M}",
            moment=moment.isoformat(timespec="seconds"),
            answer=line(exchange.answer),
            searched_for=searched_for,
            language=exchange.language,
            heading=texts.nearest if refused else texts.sources,
            refused=refused,
            sources=[ExportedSource.of(citation, texts) for citation in exchange.citations],
        )


def line(text: str) -> str:
    """A text on one line, without characters that show nothing."""
    return " ".join(cleaned(text).split())
