"""What compares a claim with the words that it cites, beside words themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

Similarity = Callable[[str, str], float]
"""Cosine of two texts, whatever their languages."""


@runtime_checkable
class Entailment(Protocol):
    """Tells whether claims follow from quotes; the packaged reader is one."""

    def follows(self, claim: str, quotes: Sequence[tuple[str, str]]) -> list[float]:
        """How surely a claim follows from each quote, given as the headline and the words, as logits."""
        ...


@dataclass(frozen=True, slots=True)
class ProofModels:
    """The models that `verify` asks; each may be missing.

    Attributes:
        similarity: Compares a claim with evidence in another language; without it, such a claim rests on its names,
            numbers and dates alone.
        entailment: Tells whether a claim follows from its evidence; without it, words alone tell.
    """

    similarity: Similarity | None = None
    entailment: Entailment | None = None


def entailment_of(reader: object) -> Entailment | None:
    """A reader as what tells whether claims follow, where it has learned to; models of the hub have not."""
    return reader if isinstance(reader, Entailment) else None


NO_MODELS = ProofModels()
"""Words alone."""
