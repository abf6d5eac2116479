"""A timeline as Telegram messages: a paragraph a period, then the sources, with the words around the quotes folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.answer import render
from bot.rendering.context import room
from bot.rendering.markup import LINE, PARAGRAPH, Part, Run, marks, run, split
from bot.rendering.sources import folded, heading
from bot.texts import texts_for
from retrieval.text.day import period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.texts.archive_texts import ArchiveTexts
    from retrieval.timelines.entry import TimelineEntry
    from retrieval.timelines.timeline import Timeline

_MOST_OUTLETS = 5  # named beside a story that many have


def render_timeline(timeline: Timeline, articles: Mapping[str, str] | None = None) -> list[Part]:
    """The messages that show a timeline, in the language of its topic.

    Args:
        timeline: What `build_timeline` returned; one without entries is shown as a refusal.
        articles: Texts of the cited articles by id; of one that is missing here, the quotes are shown again.

    Returns:
        One part a message, at least one; none is longer than Telegram allows.
    """
    texts = texts_for(timeline.language).archive
    remarks = list(_remarks(timeline, texts))
    if timeline.refused:
        return render(timeline.refusal(), " ".join(remarks))
    return split(
        [
            *_heading(timeline, texts),
            *(part for entry in timeline.entries for part in _line(entry, timeline, texts)),
            *(part for remark in remarks for part in (PARAGRAPH, run(remark, italic=True))),
            *_sources(timeline, texts, articles or {}),
        ]
    )


def _heading(timeline: Timeline, texts: ArchiveTexts) -> Iterator[Run]:
    yield run(" ".join(timeline.topic.split()), bold=True)
    yield run(f" · {texts.articles(timeline.articles)}")


def _line(entry: TimelineEntry, timeline: Timeline, texts: ArchiveTexts) -> Iterator[Run]:
    yield PARAGRAPH
    yield run(period(entry.start, timeline.unit, timeline.language), bold=True)
    if entry.articles > 1:
        yield run(f" · {texts.articles(entry.articles)}")
    yield run(f"\n{entry.text}")
    yield from marks((citation.number, citation.url) for citation in entry.citations)


def _remarks(timeline: Timeline, texts: ArchiveTexts) -> Iterator[str]:
    if timeline.omitted:
        yield texts.omitted[timeline.unit].format(count=timeline.omitted)
    if timeline.undated:
        yield texts.undated.format(count=timeline.undated)
    if not timeline.complete:
        yield texts.incomplete


def _sources(timeline: Timeline, texts: ArchiveTexts, articles: Mapping[str, str]) -> Iterator[Run]:
    wide = room(sum(len(entry.citations) for entry in timeline.entries))
    own = texts_for(timeline.language)
    yield PARAGRAPH
    yield run(own.sources, bold=True)
    first = True
    for entry in timeline.entries:
        for citation in entry.citations:
            yield LINE if first else PARAGRAPH
            yield run(f"{citation.number}. ")
            yield from heading(citation, own)
            if outlets := _others(entry):
                yield run(f"\n{texts.also.format(outlets=outlets)}")
            yield from folded([citation], articles.get(citation.article_id), wide, numbered=True)
            first = False


def _others(entry: TimelineEntry) -> str:
    """The other outlets that have the quoted story."""
    own = {citation.source for citation in entry.citations}
    named = [" ".join(r.source.split()) for r in entry.also if r.source and r.source not in own]
    others = list(dict.fromkeys(named))
    return ", ".join(others[:_MOST_OUTLETS]) + (" …" if len(others) > _MOST_OUTLETS else "")
