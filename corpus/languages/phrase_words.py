"""Words that hold the phrases of a language together: articles, determiners, prepositions, auxiliary verbs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseWords:
    """What phrases are told by; a pattern is a regular expression in lower case, "" where there is none.

    Attributes:
        article: The definite article as a word; "" in a language that has none.
        articles: Pattern of all articles.
        determiners: Pattern of what makes a noun a definite one: "the", "that".
        plural_determiners: Pattern of the same before several things: "these".
        owning: Pattern of prepositions behind a noun that say whose it is: "the result of".
        prepositions: Pattern of prepositions that a date or a name stands behind.
        time_prepositions: Pattern of those that a month stands behind.
        place_prepositions: Pattern of those that a place stands behind.
        month_prefix: Pattern of a word before a month.
        year_link: Pattern of a word between a date and its year.
        year_prefix: Pattern of a word before a year.
        year_suffix: Pattern of what is written behind a year.
        auxiliaries: Pattern of verbs that stand before their subject in a question: "did".
        participles: Pattern of participles, which end a noun phrase: "built".
    """

    article: str = ""
    articles: str = ""
    determiners: str = ""
    plural_determiners: str = ""
    owning: str = ""
    prepositions: str = ""
    time_prepositions: str = ""
    place_prepositions: str = ""
    month_prefix: str = ""
    year_link: str = ""
    year_prefix: str = ""
    year_suffix: str = ""
    auxiliaries: str = ""
    participles: str = ""
