"""How near two texts are, whatever their languages."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings


def similarity(embeddings: SentenceTransformerEmbeddings) -> Callable[[str, str], float]:
    """The cosine of two texts by an embedding model, the latest texts remembered."""

    @lru_cache(maxsize=512)
    def vector(text: str) -> NDArray[np.float32]:
        first: NDArray[np.float32] = embeddings.encode_documents([text])[0]
        return first

    return lambda one, other: float(vector(one) @ vector(other))
