"""The forms of names in Tajik texts."""

from __future__ import annotations

from corpus.languages.name_forms import Declension, NameForms
from corpus.languages.words import words

NAME_FORMS = NameForms(
    declensions=(
        # What Tajik hangs on a noun: what binds it to the next, the object, the plural, the owner, "and".
        Declension(
            stem=".{3,}",
            forms=(frozenset([""]) | words("и ро иро ҳо ҳои ҳоро е у ю ам аш ашон он они онро ӣ ву ва"),),
        ),
    ),
    lower_case_adjectives=True,
)
