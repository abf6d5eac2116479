"""The articles of a live blog: one of each entry, beside what the page says by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.article import Article
from corpus.errors import CorpusError, SkippedError
from corpus.readers.live_entry import is_clock
from corpus.readers.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.readers.live_entry import LiveEntry

_OF_ALL = ("source", "author", "language")
_LEAST = 40  # characters of the longest paragraph of what stands beside the entries


def entry_articles(
    entries: Sequence[LiveEntry], page: Mapping[str, object], origin: str
) -> list[Article | CorpusError]:
    """Make the articles of entries.

    Each has its own address where it has one, else that of the page with its fragment.  An entry without a headline
    has the page's, as only that says what it is about.  A time that an entry does not state is not guessed.

    Args:
        entries: The entries.
        page: What is known of their page, by names of a record.
        origin: What the page is called in reports.
    """
    found: list[Article | CorpusError] = []
    without_text = 0
    common = {name: page[name] for name in _OF_ALL if name in page}
    for entry in entries:
        if not str(entry.fields["text"]).strip():
            without_text += 1
            continue
        part = f"{page.get('url') or origin}#{entry.place}"
        address = entry.address or (part if entry.has_fragment and "url" in page else page.get("url"))
        stated = {name: fact for name, fact in entry.fields.items() if fact}
        fields = {**common, "title": page.get("title"), **stated, "url": address, "id": entry.address or part}
        try:
            found += Record(fields, path=origin).read()
        except CorpusError as error:
            found.append(error)
    if without_text:
        entries_are = (
            "entry of the live blog has no text and is"
            if without_text == 1
            else "entries of the live blog have no text and are"
        )
        found.append(SkippedError(origin, f"{without_text:,} {entries_are} left out"))
    return found


def beside_entries(paragraphs: Iterable[str], entries: Sequence[Article | CorpusError]) -> list[str]:
    """What a page says by itself: its paragraphs without those of its entries; none where only scraps are left."""
    said = {_words(entry.title) for entry in entries if isinstance(entry, Article)}
    texts = [_words(entry.text) for entry in entries if isinstance(entry, Article)]
    kept = []
    for paragraph in paragraphs:
        words = _words(paragraph)
        if not is_clock(paragraph) and words not in said and not any(words in text for text in texts):
            kept.append(paragraph)
    return kept if any(len(paragraph) >= _LEAST for paragraph in kept) else []


def _words(text: str) -> str:
    return " ".join(text.split())
