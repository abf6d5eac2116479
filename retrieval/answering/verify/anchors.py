"""Figures, dates and names, and whether a claim sets them beside what they do not belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from retrieval.answering.verify.lexicon import relations
from retrieval.text import quantity
from retrieval.text.analysis import stop_words, words
from retrieval.text.letters import capitals
from retrieval.text.same_name import same_name
from retrieval.text.units import one_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[,;:—–]")
# What a mark that parts a sentence counts for as a distance, in words.
_MARKS = {";": 8, ",": 2, ":": 4, "—": 4, "–": 0}
_NEAR = 3  # words within which two anchors belong together, whatever else is near
_NOWHERE = 10_000


class DateSpan(NamedTuple):
    """A date in a text: its offsets, the end exclusive, and what it means."""

    start: int
    end: int
    value: object


@dataclass(frozen=True, slots=True)
class Anchor:
    """A figure, a date or a name, with its place in the text.

    Attributes:
        kind: What it can be mistaken for: others of the same kind.
        keys: What tells it from these.
        place: Its token, with clauses before it counted as distance.
        unit: A figure's unit.
    """

    kind: str
    keys: tuple[object, ...]
    place: int
    unit: str | None = None

    def same(self, other: Anchor) -> bool:
        """Whether both are one thing."""
        if self.kind != other.kind:
            return False
        if self.kind == "name":
            return any(same_name(str(a), str(b)) for a in self.keys for b in other.keys)
        return self.keys == other.keys and self.like(other)

    def like(self, other: Anchor) -> bool:
        """Whether one could be mistaken for the other: figures of one unit, or where it is not said."""
        return self.kind == other.kind and one_unit(self.unit, other.unit)


def crossed(claim: str, claimed: Sequence[DateSpan], context: str, known: Sequence[DateSpan]) -> bool:
    """Whether a claim puts a figure, date or name beside one that its evidence puts beside another.

    An anchor counts as misplaced where every neighbour of it in the claim has, in the evidence, another of the
    anchor's kind nearer, and the anchor another of the neighbour's kind.

    Args:
        claim: The sentence.
        claimed: Its dates.
        context: The sentences it rests on, in any language.
        known: Dates in these.
    """
    there = anchors(context, known)
    said = [anchor for anchor in anchors(claim, claimed) if any(other.same(anchor) for other in there)]
    misplaced: list[list[bool]] = [[] for _ in said]
    for at, (one, other) in enumerate(pairwise(said)):
        if not one.like(other):
            verdict = _nearer_to_others(one, other, there)
            misplaced[at].append(verdict)
            misplaced[at + 1].append(verdict)
    return any(verdicts and all(verdicts) for verdicts in misplaced)


def anchors(text: str, dates: Sequence[DateSpan]) -> list[Anchor]:
    """The anchors of a text in its order."""
    place = _places(text)
    masked = blanked(text, dates)
    found = [(date.start, Anchor("date", (date.value,), place(date.start))) for date in dates]
    for q in quantity.quantities(masked):
        if q.partner is None or q.value <= q.partner:
            found.append((q.start, Anchor("number", (round(q.value, 9),), place(q.start), q.unit)))
        masked = masked[: q.start] + " " * (q.end - q.start) + masked[q.end :]
    no_names = relations().currency_codes
    for match in _names().finditer(masked):
        parts = [w for w in words(match.group()) if w.casefold() not in stop_words() and w not in no_names]
        if parts:
            found.append((match.start(), Anchor("name", tuple(parts), place(match.start()))))
    return [anchor for _, anchor in sorted(found, key=lambda pair: pair[0])]


def blanked(text: str, dates: Sequence[DateSpan]) -> str:
    """The text without its dates, offsets kept."""
    for start, end, _ in dates:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


@cache
def _names() -> re.Pattern[str]:
    name = rf"[{capitals()}][\w’'-]+"
    return re.compile(f"{name}(?: {name})*")


def _places(text: str) -> Callable[[int], int]:
    """For an offset, its distance from the beginning: in words, and more where a clause begins between."""
    starts, places, place = [], [], 0
    for match in _TOKEN.finditer(text):
        word = match.group().lower()
        place += _MARKS[word] if word in _MARKS else 1 + relations().clauses.get(word, 0)
        starts.append(match.start())
        places.append(place)

    def at(offset: int) -> int:
        return next((p for s, p in zip(reversed(starts), reversed(places), strict=True) if s <= offset), 0)

    return at


def _nearer_to_others(one: Anchor, other: Anchor, there: Sequence[Anchor]) -> bool:
    """Whether the evidence has each of two anchors nearer to one that the other could be mistaken for."""
    ones, others = [a for a in there if a.same(one)], [a for a in there if a.same(other)]
    gap = _gap(ones, others)
    instead_of_one = [a for a in there if a.like(one) and not a.same(one)]
    instead_of_other = [a for a in there if a.like(other) and not a.same(other)]
    return gap > _NEAR and _gap(instead_of_one, others) < gap and _gap(ones, instead_of_other) < gap


def _gap(ones: Sequence[Anchor], others: Sequence[Anchor]) -> int:
    return min((abs(a.place - b.place) for a in ones for b in others), default=_NOWHERE)
