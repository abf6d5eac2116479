"""A digest as Telegram messages: sentences, each with the article that it stands in."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bot.rendering.markup import PARAGRAPH, Part, Run, run, split
from bot.texts import texts_for
from retrieval.text.day import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from bot.state.notifications import Notification
    from retrieval.answer import Citation


def render_stories(citations: Sequence[Citation], now: datetime, language: str) -> list[Part]:
    """The messages that show the day's stories.

    Args:
        citations: One sentence of each.
        now: The day, where the reader lives.
        language: Code of the reader's language.
    """
    title = texts_for(language).digest.stories.format(day=day(now, language))
    runs = [run(title, bold=True)]
    for citation in citations:
        runs += [PARAGRAPH, *_item(citation, language)]
    return split(runs)


def render_news(notifications: Sequence[Notification], now: datetime, language: str) -> list[Part]:
    """The messages that show what is new on standing questions.

    Args:
        notifications: What was found, by standing question.
        now: The day, where the reader lives.
        language: Code of the reader's language.
    """
    title = texts_for(language).digest.news.format(day=day(now, language))
    runs = [run(title, bold=True)]
    for _, of_one in groupby(notifications, key=lambda notification: notification.watch.id):
        found = list(of_one)
        runs += [PARAGRAPH, run(f"🔔 {' '.join(found[0].watch.text.split())}", bold=True)]
        for notification in found:
            runs += [PARAGRAPH, *_item(notification.citation, language)]
    return split(runs)


def _item(citation: Citation, language: str) -> Iterator[Run]:
    """A sentence, and on a line below it where it stands."""
    texts = texts_for(language)
    yield run(" ".join(citation.quote.split()))
    yield Run(text="\n— ")
    yield run(" ".join(citation.title.split()) or texts.untitled, url=citation.url)
    outlet = " ".join((citation.source or "").split())
    published = day(citation.published, language) if citation.published else ""
    for fact in filter(None, (outlet, published)):
        yield run(f" · {fact}")
    if citation.reading_url not in (None, citation.url):
        yield Run(text=" · ")
        yield run(texts.read_here, url=citation.reading_url)
