"""How names in the letters that Tajik has beside the Russian ones sound."""

from __future__ import annotations

from corpus.languages.name_sounds import NameSounds
from corpus.languages.words import table

NAME_SOUNDS = NameSounds(letters=table("ғ=k қ=k ҳ=k ҷ=s ӣ=i ӯ=u"))
