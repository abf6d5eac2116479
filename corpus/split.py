"""Article -> Passages: runs of whole sentences that can be quoted word for word."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from corpus.article import Article, Passage
from corpus.sentences import Span, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

_SMALLEST_TARGET = 20

# A cut inside a sentence without full stops: behind a clause if there is one, else between two words.
_CLAUSE_END = re.compile(r"[,;:،؛—–]\s")
_SPACE = re.compile(r"\s")
_LONGEST_CLUSTER = 64


class _Unit(NamedTuple):
    """A sentence, or a part of one that is too long, and whether a paragraph ends behind it."""

    start: int
    end: int
    ends_paragraph: bool


def split(article: Article, target_chars: int = 900) -> list[Passage]:
    """Cut an article into passages.

    A passage is made of whole sentences; it may go past the target to save a very short neighbour, and breaks
    at the end of a paragraph where it is at least half full and the next paragraph does not fit.  Passages
    follow one another without overlap and together hold every character of the text but white space.  A
    sentence longer than one and a half times the target is cut between clauses or words.

    Args:
        article: The article; its text is not changed.
        target_chars: How many characters a passage should have; at least 20.  None has more than 1.5 times this.

    Returns:
        The passages in the order of the text.  An unchanged passage of an article keeps its id when other
        parts of the article change.

    Raises:
        ValueError: If `target_chars` is below 20.
    """
    if target_chars < _SMALLEST_TARGET:
        raise ValueError(f"target_chars is {target_chars}; a passage needs at least {_SMALLEST_TARGET}")
    spans = _packed(list(_units(article.text, target_chars)), target_chars)
    seen: Counter[str] = Counter()
    passages = []
    for start, end in spans:
        text = article.text[start:end]
        key = f"{article.id}\0{text}\0{seen[text]}".encode("utf-8", "surrogatepass")
        seen[text] += 1
        digest = hashlib.sha256(key).hexdigest()[:32]
        passages.append(Passage(id=digest, article_id=article.id, text=text, start=start, end=end))
    return passages


def _units(text: str, target: int) -> Iterator[_Unit]:
    spans = sentences(text)
    for index, span in enumerate(spans):
        behind = text[span.end : spans[index + 1].start] if index + 1 < len(spans) else "\n\n"
        *firsts, last = _pieces(text, span, target)
        yield from (_Unit(start, end, ends_paragraph=False) for start, end in firsts)
        yield _Unit(last.start, last.end, ends_paragraph=behind.count("\n") > 1)


def _packed(units: list[_Unit], target: int) -> list[Span]:
    """Spans of passages: whole units, in order."""
    paragraph_ends = _paragraph_ends(units)
    spans: list[Span] = []
    first = 0
    for index in range(1, len(units)):
        start, end = units[first].start, units[index - 1].end
        fits = units[index].end - start <= target
        if end - start < target // 4:
            # Better a little long than a headline alone.
            keep = units[index].end - start <= _limit(target)
        elif units[index - 1].ends_paragraph and end - start >= target // 2:
            keep = paragraph_ends[index] - start <= target
        else:
            keep = fits
        if not keep:
            spans.append(Span(start, end))
            first = index
    if units:
        spans.append(Span(units[first].start, units[-1].end))
    return _without_short_end(spans, target)


def _paragraph_ends(units: list[_Unit]) -> list[int]:
    """For each unit the offset at which its paragraph ends."""
    ends = [unit.end for unit in units]
    for index in range(len(units) - 2, -1, -1):
        if not units[index].ends_paragraph:
            ends[index] = ends[index + 1]
    return ends


def _without_short_end(spans: list[Span], target: int) -> list[Span]:
    if len(spans) < 2:
        return spans
    *others, before, last = spans
    short = last.end - last.start < target // 4
    if short and last.end - before.start <= _limit(target):
        return [*others, Span(before.start, last.end)]
    return spans


def _limit(target: int) -> int:
    return target + target // 2


def _pieces(text: str, span: Span, target: int) -> list[Span]:
    """The span itself, or parts of at most `target` characters where it is longer than the limit."""
    pieces = []
    start = span.start
    while span.end - start > _limit(target):
        end = _cut(text, start, start + target)
        pieces.append(Span(start, end))
        start = end
        while text[start].isspace():
            start += 1
    pieces.append(Span(start, span.end))
    return pieces


def _cut(text: str, start: int, latest: int) -> int:
    """Where to end a piece that begins at `start`: never behind `latest`, never directly behind white space."""
    half = start + (latest - start) // 2
    window = text[half : latest + 1]
    ends = [half + match.start() + 1 for match in _CLAUSE_END.finditer(window)]
    ends = ends or [half + match.start() for match in _SPACE.finditer(window)]
    if ends:
        return _trimmed(text, start, ends[-1])
    for end in range(latest, max(half, latest - _LONGEST_CLUSTER), -1):
        if not _inside_cluster(text, end):
            return end
    return latest


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end


def _inside_cluster(text: str, offset: int) -> bool:
    """Whether what stands at the offset belongs to the letter or emoji before it."""
    before, here = text[offset - 1], text[offset]
    joined = (
        "\u200d" in (before, here) or "\udc00" <= here <= "\udfff" or "\U0001f3fb" <= here <= "\U0001f3ff"
    )
    flag = "\U0001f1e6" <= before <= "\U0001f1ff" and "\U0001f1e6" <= here <= "\U0001f1ff"
    return joined or flag or unicodedata.category(here).startswith("M")
