"""How names sound, so that one script can be compared with another."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a field's type
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSounds:
    """A rough sound for the letters of a language, in lower case; what sounds alike in transcription is one sound.

    The sounds are the letters a e i o u, f k l m n p r s t, in which all languages are compared.

    Attributes:
        sequences: Sounds of letters that make one together, replaced in this order before single letters are.
        letters: Sounds of single letters; a letter that is not among them sounds like itself.
    """

    sequences: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
