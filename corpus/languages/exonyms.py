"""Places and institutions that each language calls by a word of its own."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a field's type
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Exonyms:
    """What the comparison of names asks of a language: one key in all languages for one place, in lower case.

    Attributes:
        words: The key for whole words.
        stems: The key for how words begin; alternatives are separated by a bar in both.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    stems: Mapping[str, str] = field(default_factory=dict)
