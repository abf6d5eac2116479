"""What stands around quoted words in their article: shown where the words themselves were said already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.rendering.markup import Run, cleaned, mark, quote
from corpus import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.answer import Citation

_MOST = 1_800  # characters around all the quotes of a message, so that it stays one
_WIDEST, _NARROWEST = 320, 120  # characters on either side of one
_OPENING = 3  # words by which a quote is known again
_GAP = "…"
_NEAR = 100  # characters in which the end of a sentence is looked for
_ENDS = ".!?…»”\"')]"
_GAPS = re.compile(r"[^\S\n]+")
_BLANKS = re.compile(r" ?\n[ \n]*")


@dataclass(frozen=True, slots=True)
class _ShownQuote:
    """Where quoted words stand in a text: offsets, the end exclusive."""

    citation: Citation
    start: int
    end: int


def room(citations: int) -> int:
    """How many characters may be shown on either side of each of so many quotes."""
    return max(_NARROWEST, min(_WIDEST, _MOST // (2 * max(1, citations))))


def context(cited: Sequence[Citation], text: str, room: int) -> Iterator[Run] | None:
    """What stands around the quotes from one article, as runs that fold; of each quote only how it begins, in bold.

    Args:
        cited: The citations.
        text: The article's text.
        room: Characters on either side of a quote; see `room`.

    Returns:
        The runs, none where there is nothing around the quotes; `None` where a quote is no longer in the text.
    """
    found = [_place(citation, text) for citation in cited]
    places = sorted((place for place in found if place is not None), key=lambda place: place.start)
    if len(places) < len(found):
        return None
    return _runs(_stretches(places, text, room), text)


def _place(citation: Citation, text: str) -> _ShownQuote | None:
    start = citation.start
    if text[start : citation.end] != citation.quote:  # the article has been updated
        start = text.find(citation.quote)
    return _ShownQuote(citation, start, start + len(citation.quote)) if start >= 0 else None


@dataclass(slots=True)
class _Stretch:
    """A part of a text that is shown, with the quotes in it."""

    start: int
    end: int
    places: list[_ShownQuote]

    def says_more(self, text: str) -> bool:
        """Whether it holds a word that is not quoted."""
        at, rest = self.start, ""
        for place in self.places:
            rest += text[at : max(at, place.start)]
            at = max(at, place.end)
        return any(char.isalnum() for char in rest + text[at : self.end])


def _stretches(places: Sequence[_ShownQuote], text: str, room: int) -> list[_Stretch]:
    """What is shown; quotes that stand near each other are in one stretch."""
    found: list[_Stretch] = []
    for place in places:
        start, end = _widened(place, text, room)
        if found and start <= found[-1].end:
            found[-1].end = max(found[-1].end, end)
            found[-1].places.append(place)
        else:
            found.append(_Stretch(start, end, [place]))
    return found


def _widened(place: _ShownQuote, text: str, room: int) -> tuple[int, int]:
    """The whole sentences around a quote; where the next one is long, the words of it that fit."""
    low = max(0, place.start - 2 * room)
    spans = [(low + start, low + end) for start, end in sentences(text[low : place.end + 2 * room])]
    begins = [start for start, _ in spans if place.start - room <= start < place.start]
    ends = [end for _, end in spans if place.end < end <= place.end + room]
    start = min(begins, default=None)
    end = max(ends, default=None)
    return (
        _word_after(text, place.start - room, place.start) if start is None else start,
        _word_before(text, place.end, place.end + room) if end is None else end,
    )


def _word_after(text: str, low: int, high: int) -> int:
    """Where the first whole word between two places begins; the second place where there is none."""
    if low <= 0:
        return 0
    space = next((at for at in range(low, high) if text[at].isspace()), high)
    return min(space + 1, high)


def _word_before(text: str, low: int, high: int) -> int:
    """Where the last whole word between two places ends; the first place where there is none."""
    if high >= len(text):
        return len(text)
    return next((at for at in range(high, low, -1) if text[at].isspace()), low)


def _runs(stretches: Sequence[_Stretch], text: str) -> Iterator[Run]:
    several = sum(len(stretch.places) for stretch in stretches) > 1
    shown = [
        list(_of_stretch(stretch, text, several=several)) for stretch in stretches if stretch.says_more(text)
    ]
    for number, runs in enumerate(shown):
        if number:
            yield Run(text=f"\n{_GAP}\n", quote=True)
        yield from runs


def _of_stretch(stretch: _Stretch, text: str, *, several: bool) -> Iterator[Run]:
    at = stretch.start
    if not _ended(text, at):
        yield Run(text=f"{_GAP} ", quote=True)
    for place in stretch.places:
        before = _on_few_lines(text[at : max(at, place.start)])
        yield Run(text=before.lstrip() if at == stretch.start else before, quote=True)
        if several:
            yield quote(mark(place.citation.number), url=place.citation.url)
            yield Run(text=" ", quote=True)
        yield Run(text=f"{_opening(place.citation.quote)} {_GAP}", bold=True, quote=True)
        at = max(at, place.end)
    rest = _on_few_lines(text[at : stretch.end]).rstrip()
    goes_on = rest and not _ended(text, stretch.end) and stretch.end < len(text)
    yield Run(text=f"{rest} {_GAP}" if goes_on else rest, quote=True)


def _ended(text: str, at: int) -> bool:
    """Whether a sentence or a line ends before a place, or the text begins there."""
    before = text[max(0, at - _NEAR) : at]
    words = before.rstrip()
    return not words or "\n" in before[len(words) :] or words[-1] in _ENDS


def _opening(quoted: str) -> str:
    """The first words of a quote: enough to find it, and never all of it."""
    words = cleaned(quoted).split()
    return " ".join(words[: max(1, min(_OPENING, len(words) // 2))])


def _on_few_lines(text: str) -> str:
    """A part of an article without blank lines and wide gaps."""
    return _BLANKS.sub("\n", _GAPS.sub(" ", cleaned(text)))
