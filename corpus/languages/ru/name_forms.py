"""The forms of names in Russian texts."""

from __future__ import annotations

from corpus.languages.name_forms import Declension, NameForms
from corpus.languages.words import words

_NONE = frozenset([""])
_NOUN = _NONE | words("""
    а у ом ем ём е ы и ой ою ей ею ю я й ь ам ям ами ями ах ях ью ии ию ия ие ий ием ья ье ьи ьем
""")
_ADJECTIVE = words("ый ий ой ого его ому ему ым им ом ем ая яя ую юю ое ее ые ие ых их ыми ими ей")

NAME_FORMS = NameForms(
    declensions=(
        # Surnames: his, hers, theirs.  Two people may share a stem.
        Declension(
            stem=r".*(?:ов|ев|ёв|ин|ын)",
            forms=(_NONE | words("а у ым е"), words("а ой у ою"), words("ы ых ым ыми")),
            other_names=_NONE | words("а у ым ой"),
        ),
        # Nouns in all genders, and adjectives; -ов and -ин make another name.
        Declension(stem=".{3,}", forms=(_NOUN, _ADJECTIVE)),
    ),
    # Раштский, but no surname in -ский
    place_adjective=r"(\w{3,}?)(?:ий|ь)?ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)",
    place_endings=_NOUN,
    nation=r"[а-яё]{2,}?(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)"
    "|[а-яё]{4,}(?:ец|ца|цу|цем|цы|цев|янин|инка)",
    lower_case_adjectives=True,
)
