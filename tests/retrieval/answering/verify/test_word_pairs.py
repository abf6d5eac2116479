"""The words of a claim beside those of its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.answering.verify.word_pairs import MARKS, EncodedWords, marks

if TYPE_CHECKING:
    from retrieval.embedding.embeddings import PackagedEmbeddings


def test_what_is_known_of_words(packaged: PackagedEmbeddings) -> None:
    """A figure, a name, a denial and a stop word are told; the vectors are of unit length."""
    (found,) = EncodedWords.of(["The 12 Sabirs did not reply."], packaged)
    assert found.terms[1] == "12"
    assert found.known[:, 0].tolist()[0] == 1.0
    assert found.known[2, 1] == 1.0
    assert found.known[1, 2] == 1.0
    assert found.known[4, 3] == 1.0
    assert np.allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-3)


def test_a_text_beside_itself(packaged: PackagedEmbeddings) -> None:
    """Each word has itself as its counterpart, in its own place, in any of the languages."""
    for text in (
        "The tunnel was opened in 2006.",
        "Тоннель открыли в 2006 году.",
        "Нақб соли 2006 кушода шуд.",
    ):
        (words,) = EncodedWords.of([text], packaged)
        found = marks(words, words, words.vectors @ words.vectors.T)
        assert found.shape == (len(words.terms), MARKS)
        assert np.allclose(found[:, 8], 1, atol=1e-3)
        assert (found[:, 10:12] == 1).all()
        assert np.allclose(found[:, 13], 0)


def test_a_text_of_one_word(packaged: PackagedEmbeddings) -> None:
    """There is no second nearest word, and nothing divides by zero."""
    one, other = EncodedWords.of(["Opened", "The tunnel was opened"], packaged)
    assert np.isfinite(marks(one, other, one.vectors @ other.vectors.T)).all()
    assert np.isfinite(marks(other, one, other.vectors @ one.vectors.T)).all()
