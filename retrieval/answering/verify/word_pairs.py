"""The words of a claim and of its evidence as vectors, each with what is known of it and of its counterpart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np

from retrieval.answering.verify.lexicon import lexicon
from retrieval.answering.verify.wording import WORD
from retrieval.text.analysis import fold, stop_words, term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Span = tuple[int, int]

_BEGINNING = 4  # letters by which two forms of a word are one
_FARTHEST = 8  # words that a counterpart may have moved by, as far as it counts

MARKS = 14
"""Values that are known of a word besides its vector; see `marks`."""


class WordEncoder(Protocol):
    """Embeds texts and the words in them."""

    def encode_words(
        self, texts: Sequence[str], words: Sequence[Sequence[Span]]
    ) -> tuple[Floats, Sequence[Floats]]:
        """Vectors of texts, (texts, dimension), and of the words of each, (words, dimension), of unit length."""


@dataclass(frozen=True, slots=True, eq=False)
class EncodedWords:
    """The words of a text.

    Attributes:
        vectors: Their vectors within the text, (words, dimension).
        terms: Their terms.
        known: What they are by themselves, (words, 8): a stop word, with a capital, a figure; denying, doubting,
            planning, reporting, giving an opinion.
        whole: The vector of the text, (dimension,).
    """

    vectors: Floats
    terms: tuple[str, ...]
    known: Floats
    whole: Floats

    @classmethod
    def of(cls, texts: Sequence[str], encoder: WordEncoder) -> list[Self]:
        """The words of several texts."""
        spans = [[match.span() for match in WORD.finditer(text)] for text in texts]
        wholes, vectors = encoder.encode_words(texts, spans)
        found = []
        for text, of_one, whole, vector in zip(texts, spans, wholes, vectors, strict=True):
            words = [text[start:end] for start, end in of_one]
            known = np.array([_known(word) for word in words], dtype=np.float32).reshape(-1, 8)
            found.append(cls(vector, tuple(map(term, words)), known, whole))
        return found


def _known(word: str) -> tuple[bool, ...]:
    words, folded = lexicon(), fold(word)
    patterns = (words.negation, words.doubt, words.plan, words.report, words.opinion)
    return (
        word.casefold() in stop_words(),
        word[0].isupper(),
        word[0].isdigit(),
        *(pattern.fullmatch(folded) is not None for pattern in patterns),
    )


def marks(one: EncodedWords, other: EncodedWords, cosines: Floats) -> Floats:
    """What is known of the words of one text beside those of another, (words, `MARKS`).

    Behind what they are by themselves: the cosine of the nearest word there, how far above the second nearest it is,
    whether the term stands there, whether its first letters do, how the counterpart follows that of the word before,
    and how its place in the text differs.

    Args:
        one: The words.
        other: Those that they are compared with; at least one.
        cosines: Of both, (words, other words).
    """
    nearest = cosines.argmax(axis=1)
    ordered = np.sort(cosines, axis=1)
    best, second = ordered[:, -1], ordered[:, -2] if cosines.shape[1] > 1 else ordered[:, -1]
    there, beginnings = set(other.terms), {term[:_BEGINNING] for term in other.terms}
    steps = np.clip(np.diff(nearest, prepend=nearest[:1]), -_FARTHEST, _FARTHEST) / _FARTHEST
    places = np.arange(len(one.terms)) / max(1, len(one.terms) - 1)
    beside = (
        best,
        best - second,
        [term in there for term in one.terms],
        [term[:_BEGINNING] in beginnings for term in one.terms],
        steps,
        nearest / max(1, len(other.terms) - 1) - places,
    )
    found: Floats = np.concatenate([one.known, np.stack(beside, axis=1)], axis=1).astype(np.float32)
    return found
