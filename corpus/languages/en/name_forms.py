"""The forms of names in English texts."""

from __future__ import annotations

from corpus.languages.name_forms import Declension, NameForms

# Iran and Iranian, Kazakh and Kazakhstan, two Saidovs
_ENDINGS = "s n an ian i ish ese es istan stan is".split()

NAME_FORMS = NameForms(
    declensions=(Declension(stem=".{4,}", forms=tuple(frozenset(["", ending]) for ending in _ENDINGS)),),
)
