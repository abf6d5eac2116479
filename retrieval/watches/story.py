"""Whether two matches tell one story: told by near-copy signatures of a passage and of what is new in its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.duplicates import resemblance

if TYPE_CHECKING:
    from collections.abc import Sequence

_COPY = 0.55  # the least resemblance of copies; as in corpus/duplicates.py
_LENGTH = 4  # bytes


def story_signature(passage: bytes, news: bytes) -> bytes:
    """The signature of a match.

    Args:
        passage: The signature of its passage.
        news: The signature of all that is new in its article.
    """
    return len(passage).to_bytes(_LENGTH, "little") + passage + news


def same_story(signature: bytes, earlier: Sequence[bytes]) -> bool:
    """Whether a match tells what earlier ones told: its passage, or its article, is a copy of one of theirs.

    An update of an article that was told brings another story only where its passage has new words.

    Args:
        signature: The signature of a match.
        earlier: Those of the matches that somebody was told, in any order.
    """
    return any(
        resemblance(one, other) >= _COPY
        for known in earlier
        for one, other in zip(_parts(signature), _parts(known), strict=True)
    )


def _parts(signature: bytes) -> tuple[bytes, bytes]:
    border = _LENGTH + int.from_bytes(signature[:_LENGTH], "little")
    return signature[_LENGTH:border], signature[border:]
