"""Whether a claim follows from what it rests on: a learned decision over its words, theirs, and what the rules say."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Self

import numpy as np

from retrieval.answering.verify import stance
from retrieval.answering.verify.attribution import unattributed
from retrieval.answering.verify.entailment_network import shipped_network
from retrieval.answering.verify.figures import figures_stand
from retrieval.answering.verify.hedges import surer
from retrieval.answering.verify.named import names_stand
from retrieval.answering.verify.support import misplaced, shared, sides_exchanged
from retrieval.answering.verify.word_pairs import EncodedWords
from retrieval.answering.verify.wording import folded_words
from retrieval.embedding.embeddings import PackagedEmbeddings
from retrieval.text.analysis import terms

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.answering.verify.cited_text import CitedText
    from retrieval.answering.verify.entailment_network import EntailmentNetwork
    from retrieval.answering.verify.word_pairs import WordEncoder

    Floats = NDArray[np.float32]

LEAST = -0.75
"""The logit from which on a claim is shown in which the rules find no fault; docs/answers.md has the curve."""

_LONGEST_RATIO = 3.0
_REMEMBERED = (
    256  # texts; a sentence is looked at as it is written, and once more as the answer leaves the chain
)


class Entailment:
    """Tells how surely a claim follows.

    Args:
        encoder: Embeds words.
        network: That of the package by default.
    """

    def __init__(self, encoder: WordEncoder, network: EntailmentNetwork | None = None) -> None:
        self._encoder = encoder
        self._network = network or shipped_network()
        self._words = lru_cache(maxsize=_REMEMBERED)(self._encoded)

    @classmethod
    def of(cls, embeddings: object, cache: Path) -> Self | None:
        """One for a chain with these embeddings; `None` where the packaged encoder is not there.

        Args:
            embeddings: The store's; where they are not the packaged encoder's, that one is loaded besides.
            cache: Where the packaged encoder is kept.
        """
        packaged = PackagedEmbeddings.beside(embeddings, cache)
        return cls(packaged) if packaged else None

    def follows(self, text: str, cited: CitedText, *, same_language: bool) -> bool:
        """Whether a claim is sure enough to be shown; see `logit`."""
        return self.logit(text, cited, same_language=same_language) >= LEAST

    def logit(self, text: str, cited: CitedText, *, same_language: bool) -> float:
        """The logit that a claim follows from the sentences it rests on.

        Args:
            text: The claim.
            cited: What it rests on.
            same_language: Whether the words of both can be compared as they stand.
        """
        claim, evidence = self._words(text), self._words(cited.context)
        if not claim.terms or not evidence.terms:
            return -math.inf
        known = pair_features(text, cited, claim, evidence, same=same_language)
        return self._network.logit(claim, evidence, known)

    def _encoded(self, text: str) -> EncodedWords:
        return EncodedWords.of([text], self._encoder)[0]


def pair_features(
    text: str, cited: CitedText, claim: EncodedWords, evidence: EncodedWords, *, same: bool
) -> Floats:
    """What is known of a claim and its evidence as wholes: their languages and nearness, and each rule's verdict.

    Args:
        text: The claim.
        cited: What it rests on.
        claim: Its words.
        evidence: Those of the sentences that it rests on.
        same: Whether the words of both can be compared as they stand.
    """
    said, there, quoted = folded_words(text), folded_words(cited.context), folded_words(cited.quoted)
    wide, total = shared(text, set(terms(cited.wide)))
    close, _ = shared(text, set(terms(f"{cited.context} {cited.about}")))
    values = (
        not same,
        float(claim.whole.astype(np.float32) @ evidence.whole.astype(np.float32)) * 10 - 8.5,
        not figures_stand(text, cited),
        not names_stand(text, cited, same_language=same),
        stance.denies_otherwise(said, there, quoted, same_language=same),
        same and stance.contradicts(said, there),
        surer(said, there, quoted, same_language=same),
        unattributed(text, cited.quoted),
        misplaced(text, cited),
        same and sides_exchanged(text, cited),
        close / total if total else 0.0,
        wide / total if total else 0.0,
        min(len(said) / max(1, len(there)), _LONGEST_RATIO),
    )
    return np.array(values, dtype=np.float32)
