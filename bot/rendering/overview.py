"""The newest articles and what is in the store as Telegram messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.markup import PARAGRAPH, Part, Run, run, split
from bot.texts import texts_for
from retrieval.text.day import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.texts.archive_texts import ArchiveTexts
    from retrieval.store.contents import Headline, OutletContents
    from retrieval.timelines.overview import Overview

_MOST_OUTLETS = 40
_MOST_LANGUAGES = 10


def render_latest(headlines: Sequence[Headline], language: str) -> list[Part]:
    """The messages that list the newest articles.

    Args:
        headlines: What `latest` returned.
        language: Code of the reader's language.

    Returns:
        One part a message, at least one.
    """
    texts = texts_for(language).archive
    if not headlines:
        return split([run(texts.no_latest)])
    listed = [part for headline in headlines for part in _headline(headline, language, texts)]
    return split([run(texts.latest, bold=True), *listed])


def render_overview(overview: Overview, language: str) -> list[Part]:
    """The messages that say what is in the store: how much, from when to when, which model, how fresh.

    Args:
        overview: What `overview` returned.
        language: Code of the reader's language.

    Returns:
        One part a message, at least one.
    """
    texts = texts_for(language).archive
    lines = "".join(f"\n{line}" for line in _overview_lines(overview, language, texts))
    return split([run(texts.overview, bold=True), run(lines)])


def render_outlets(overview: Overview, language: str) -> list[Part]:
    """The messages that list the outlets, each with how many articles there are and how new they are.

    Args:
        overview: What `overview` returned.
        language: Code of the reader's language.

    Returns:
        One part a message, at least one.
    """
    texts = texts_for(language).archive
    runs = [run(texts.outlets, bold=True)]
    for outlet in overview.outlets[:_MOST_OUTLETS]:
        runs += [run("\n• "), run(_line(outlet.name) or texts.no_outlet, bold=True)]
        runs.append(run(f": {_outlet(outlet, language, texts)}"))
    if len(overview.outlets) > _MOST_OUTLETS:
        left = len(overview.outlets) - _MOST_OUTLETS
        runs += [PARAGRAPH, run(texts.more_outlets.format(count=left), italic=True)]
    return split(runs)


def _headline(headline: Headline, language: str, texts: ArchiveTexts) -> Iterator[Run]:
    yield PARAGRAPH
    yield run(_line(headline.title) or texts_for(language).untitled, url=headline.url)
    published = day(headline.published, language)
    if headline.future:
        published += f" ({texts.future})"
    yield run("\n" + " · ".join(fact for fact in (_line(headline.source), published) if fact))


def _overview_lines(overview: Overview, language: str, texts: ArchiveTexts) -> Iterator[str]:
    yield texts.holds.format(
        articles=texts.articles(overview.articles), passages=texts.passages(overview.passages)
    )
    if overview.oldest and overview.newest:
        yield texts.dates.format(oldest=day(overview.oldest, language), newest=day(overview.newest, language))
    if overview.languages:
        named = [
            f"{_language(code, texts)} ({articles:,})"
            for code, articles in overview.languages[:_MOST_LANGUAGES]
        ]
        yield texts.languages.format(languages=", ".join(named))
    yield texts.model.format(model=overview.model)
    if overview.refreshed:
        moment = overview.refreshed
        yield texts.refreshed.format(day=day(moment, language), time=f"{moment:%H:%M}")
    else:
        yield texts.never_refreshed
    if overview.failures:
        yield texts.failures.format(count=overview.failures)
    if overview.broken:
        yield texts.broken.format(count=overview.broken)


def _outlet(outlet: OutletContents, language: str, texts: ArchiveTexts) -> str:
    articles = texts.articles(outlet.articles)
    if outlet.newest is None:
        return texts.outlet_undated.format(articles=articles)
    return texts.outlet.format(articles=articles, newest=day(outlet.newest, language))


def _language(code: str | None, texts: ArchiveTexts) -> str:
    return texts.unknown_language if code is None else texts.language_names.get(code, code)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
