"""Numbers written as words, and how a language writes figures."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a field's type
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """What the reader of numbers asks of a language; words in lower case.

    A text in a language without cardinals is read with those of English.

    Attributes:
        cardinals: Values below a thousand by the forms of their word, a regular expression for the whole word.
        ordinals: Values of ordinals, likewise.
        scales: What a word multiplies the number before it by, likewise.
        borrowed: Code of another language whose cardinals and ordinals its texts use too; "" where there is none.
        ordinal_endings: What makes an ordinal of figures ("st", "nd"), as a regular expression.
        decimal_sign: What stands before decimals in figures; the other one of full stop and comma marks thousands.
        hundreds_multiply: Whether a hundred is counted ("two hundred"), and has no word of its own for each.
        joiners: Words between tens or hundreds and what is added to them ("and").
        money_scales: Scales that count as such behind a sum of money only, and else are something else ("m").
        single_scales: Scales that say one where no number stands before them, as a regular expression.
        dotted_scales: Abbreviations of scales that a full stop may follow.
        and_a_half: What adds a half to the number before it, as a regular expression.
        half_of: What makes half of the scale or number behind it, as a regular expression; at least 3 characters.
        not_counted_before: Words before "one" that make it count nothing ("no one").
        not_counted_behind: Words behind "one" that make it count nothing ("one of").
    """

    cardinals: Mapping[str, float] = field(default_factory=dict)
    ordinals: Mapping[str, float] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    borrowed: str = ""
    ordinal_endings: str = ""
    decimal_sign: str = ","
    hundreds_multiply: bool = False
    joiners: frozenset[str] = frozenset()
    money_scales: frozenset[str] = frozenset()
    single_scales: str = ""
    dotted_scales: frozenset[str] = frozenset()
    and_a_half: str = ""
    half_of: str = ""
    not_counted_before: frozenset[str] = frozenset()
    not_counted_behind: frozenset[str] = frozenset()
