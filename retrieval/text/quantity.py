"""The quantities that a text names: value and unit, whatever the way of writing them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus import detect_language
from corpus.languages.registry import DEFAULT, all_words
from retrieval.text.fractions import fractions
from retrieval.text.number_reader import NumberReader, read_figures
from retrieval.text.units import CURRENCY_SIGNS, one_unit, period_of, unit_behind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.text.number_reader import Number, Token

_DASHES = frozenset("-–—−")
_UNIT_REACH = 4  # tokens behind a number in which its unit is looked for
_PERIOD_ENDS = re.compile(r"[,;.]\s")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text.

    Attributes:
        value: Its value, scale words counted in.
        unit: Name of its unit, "%" or a currency, "of" for a fraction; `None` where it counts something.
        start: Offset of its first character.
        end: Exclusive end (scale and unit not counted in).
        raw: Its characters.
        partner: Value of the other end where it is one end of a range or score with a dash ("60-70").
        leads: Whether it is the first of the two.
        other: What it may mean as well: "60 to 70 million" leaves open whether 60 are millions.
        rate: The period it is counted by ("a day"), where that is said behind it.
    """

    value: float
    unit: str | None
    start: int
    end: int
    raw: str
    partner: float | None = None
    leads: bool = False
    other: float | None = None
    rate: str | None = None


@lru_cache(maxsize=4_096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text: its numbers in their order, then its fractions.

    Signs of thousands and decimals are read as the text's language has them: 1,200 is twelve hundred in English
    and one and a fifth in Russian.
    """
    reader = NumberReader(text, detect_language(text) or DEFAULT)
    numbers = list(reader.numbers())
    found = [_quantity(number, reader.tokens, text) for number in numbers]
    links = [
        _link(one, other, reader.tokens[number.behind : following.first])
        for (one, number), (other, following) in pairwise(zip(found, numbers, strict=True))
    ]
    linked = map(_in_ranges, found, [None, *links], [*links, None])
    parts = (
        Quantity(part.value, "of", part.start, part.end, text[part.start : part.end])
        for part in fractions(text)
    )
    return (*_rated(list(linked), text), *parts)


def _quantity(number: Number, tokens: Sequence[Token], text: str) -> Quantity:
    start, end = tokens[number.first].start, tokens[number.behind - 1].end
    currency = CURRENCY_SIGNS.get(tokens[number.first - 1].text) if number.first else None
    behind = (token.text for token in tokens[number.behind : number.behind + _UNIT_REACH])
    return Quantity(number.value, currency or unit_behind(behind), start, end, text[start:end])


@dataclass(frozen=True, slots=True)
class _Link:
    """Two quantities that are the ends of a range, or stand together as if they were.

    Attributes:
        unit: The unit of the first, which may be said with the second.
        low: Value of the first, with the scale that is said with the second.
        high: Value of the second.
        dash: Whether a dash stands between them, and not a word.
    """

    unit: str | None
    low: float
    high: float
    dash: bool


def _link(one: Quantity, other: Quantity, between: Sequence[Token]) -> _Link | None:
    """How two quantities that follow one another are joined; `None` where they are not."""
    signs = [token.text for token in between if token.text not in CURRENCY_SIGNS]
    if len(signs) != 1 or signs[0] not in _DASHES | _joiners():
        return None
    scaled = one.value * max(1.0, _factor(other))
    dash = signs[0] in _DASHES
    # "60-70 million" are both millions; "900-1,000 thousand" are not.
    low = one.value if dash and one.value >= other.value / 100 else scaled
    return _Link(one.unit or other.unit, low, other.value, dash)


def _factor(quantity: Quantity) -> float:
    """What the scale words of a quantity multiply its figures by; 1.0 where it has none."""
    figures = re.match(r"[\d.]+", quantity.raw)
    written = read_figures(figures.group(), ".") if figures else quantity.value
    return quantity.value / written if written else 1.0


def _in_ranges(quantity: Quantity, before: _Link | None, behind: _Link | None) -> Quantity:
    """The quantity as the second of the link before it and the first of the one behind it."""
    if before and before.dash:
        quantity = replace(quantity, unit=quantity.unit or before.unit, partner=before.low)
    if behind and behind.dash:
        return replace(quantity, unit=behind.unit, value=behind.low, partner=behind.high, leads=True)
    if behind:
        return replace(quantity, unit=behind.unit, other=behind.low if behind.low != quantity.value else None)
    return quantity


@cache
def _joiners() -> frozenset[str]:
    return all_words(lambda language: language.quantity_words.joiners)


def _rated(found: Sequence[Quantity], text: str) -> Iterator[Quantity]:
    """Each quantity with the period that is said between it and the next one, or the next comma."""
    ends = [*(quantity.start for quantity in found[1:]), len(text)]
    for quantity, end in zip(found, ends, strict=False):
        behind = _PERIOD_ENDS.split(text[quantity.end : end], maxsplit=1)[0]
        yield replace(quantity, rate=period_of(behind))


def supported(claimed: Sequence[Quantity], there: Sequence[Quantity]) -> bool:
    """Whether each quantity that is claimed stands in the evidence, with the same unit and not one end of a range."""
    values = [v for q in claimed for v in (q.value, q.other) if v is not None]
    return all(any(_same(one, other, values) for other in there) for one in claimed)


def _same(one: Quantity, other: Quantity, claimed: Sequence[float]) -> bool:
    equal = _close(one.value, other.value) or (one.other is not None and _close(one.other, other.value))
    equal = equal or (other.other is not None and _close(one.value, other.other))
    if not equal or not one_unit(one.unit, other.unit):
        return False
    if one.rate and other.rate and one.rate != other.rate:
        return False
    if one.partner is not None and other.partner is not None:
        return _close(one.partner, other.partner) and one.leads == other.leads
    if other.partner is not None:
        return any(_close(value, other.partner) for value in claimed)
    return True


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other))
