"""Words that stand about the numbers of a text: units, rates, ranges, fractions."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a field's type
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityWords:
    """What the reader of quantities asks of a language; words in lower case, patterns are regular expressions.

    Attributes:
        units: Names of units by the forms of their word, a regular expression for the whole word.  What is counted
            ("lorries") is no unit: paraphrases change it.
        manifolds: What makes a square or cubic unit of the one behind it, likewise.
        between: Words between a number and its unit that say nothing of it, as a pattern for the whole word.
        joiners: Words between the ends of a range ("60 to 70").
        rates: What stands before the period that a quantity is counted by ("a day"), as a pattern.
        third: A third said in words, as a pattern.
        quarter: A quarter, likewise.
        half: A half, likewise.
        part_of_year: Words before these that make a part of a year of them ("the first quarter"), as a pattern.
        inexact: Words before a number by which it is not meant to the letter ("about", "more than"), likewise.
        added: Words before a half that add it to the number before ("and a"), as a pattern.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    manifolds: Mapping[str, str] = field(default_factory=dict)
    between: str = ""
    joiners: frozenset[str] = frozenset()
    rates: str = ""
    third: str = ""
    quarter: str = ""
    half: str = ""
    part_of_year: str = ""
    inexact: str = ""
    added: str = ""
