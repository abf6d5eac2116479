"""What people ask that the articles do not answer, by meaning: where a newsroom has gaps."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.texts import texts_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.state.conversations import RefusedQuestion
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings

    Vectors = NDArray[np.float64]

LEAST_PEOPLE = 3
"""How many people have to ask something before anybody is told of it, so that it leads to none of them."""

_ALIKE = 0.42  # of the mean distance of questions that ask the same; measured on questions in three languages


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that several people asked and nobody was told.

    Attributes:
        question: The wording that is nearest to all others.
        people: How many people asked it.
    """

    question: str
    people: int


def gaps(
    refused: Sequence[RefusedQuestion], embeddings: SentenceTransformerEmbeddings, most: int
) -> list[Gap]:
    """What was asked and refused most, most people first.

    Args:
        refused: The questions, each with who asked; of people only how many there are is told.
        embeddings: Compares them.
        most: At most so many.
    """
    askers: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for one in refused:
        askers[" ".join(one.question.split()), one.language].add(one.person)
    asked = list(askers)
    if not asked:
        return []
    vectors = _vectors(asked, embeddings)
    found = []
    for members in _groups(vectors):
        people = set[int]().union(*(askers[asked[at]] for at in members))
        if len(people) >= LEAST_PEOPLE:
            found.append(Gap(question=asked[_nearest(vectors, members)][0], people=len(people)))
    return sorted(found, key=lambda gap: -gap.people)[:most]


def _vectors(asked: Sequence[tuple[str, str]], embeddings: SentenceTransformerEmbeddings) -> Vectors:
    """The questions as vectors of unit length, without what all texts of their language have in common.

    The model has questions of one language closer together than those of one meaning; sentences of the bot's own show
    where a language lies while there are few questions in it.
    """
    vectors = np.array([embeddings.encode_query(question) for question, _ in asked], dtype=np.float64)
    for language in {language for _, language in asked}:
        rows = [at for at, (_, of) in enumerate(asked) if of == language]
        own = [embeddings.encode_query(text) for text in texts_for(language).commands.values()]
        vectors[rows] -= np.concatenate([vectors[rows], np.array(own, dtype=np.float64)]).mean(axis=0)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors


def _groups(vectors: Vectors) -> list[list[int]]:
    """The questions that ask the same."""
    if len(vectors) == 1:
        return [[0]]
    from scipy.cluster.hierarchy import fcluster, linkage

    labels = fcluster(linkage(vectors, "average", metric="cosine"), _ALIKE, "distance")
    members: defaultdict[int, list[int]] = defaultdict(list)
    for at, label in enumerate(labels):
        members[int(label)].append(at)
    return list(members.values())


def _nearest(vectors: Vectors, members: Sequence[int]) -> int:
    """The one of some questions that is nearest to all of them."""
    own = vectors[list(members)]
    return members[int(np.argmax(own @ own.sum(axis=0)))]
