"""Whether a Russian surname is a man's or a woman's."""

from __future__ import annotations

from corpus.languages.surname_genders import SurnameGenders

# "По словам Набиева" speaks of a man: Набиева is the genitive of his name and the nominative of hers.
SURNAME_GENDERS = SurnameGenders(
    man=r"\w+(?:ов|ев|ёв|ин|ын)",
    woman_ending="а",
    man_endings=frozenset(["", "у", "ым"]),
    woman_endings=frozenset(["ой"]),
    governing=r"(?<!\w)[а-яё]{2,}(?:ой|ей|ом|ем|ого|его|тора|нта|стра|тера|ёра)|словам|данным|мнению|сведениям"
    "|заявлению|сообщению|у|от|для|против|кроме|без",
    man_verb="[а-яё]{2,}л",
    woman_verb_ending="а",
)
