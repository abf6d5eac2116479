"""A plugin of pytest that adds the toy language, as its folder would if it lay in `corpus/languages`."""

from __future__ import annotations

from pathlib import Path

import corpus.languages

corpus.languages.__path__.append(str(Path(__file__).parent / "toy"))
