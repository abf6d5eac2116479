"""A sentence of a language model with its evidence, not yet believed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """What a sentence points to: a passage by its number, and words said to stand in it; none for its best sentence."""

    number: int
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence and the evidence that it names."""

    text: str
    evidence: tuple[CitedQuote, ...]
