"""Words by which the names in a text are told, and what each is likely to name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionWords:
    """What mentions are told by; a pattern is a regular expression in lower case, "" where there is none.

    Attributes:
        particles: Pattern of words in lower case inside a name: "of the", "van".
        opening: Words, in lower case and beside the stop words, that have a capital only because they begin a
            sentence.
        opening_verbs: Pattern of the endings of words that may begin a sentence as verbs.
        no_verbs: Names, with their capitals, that end so.
        never: Words with a capital that are no names: "I".
        calendar: Pattern of names of months and weekdays.
        adjectives: Pattern of words with a capital that only qualify the noun behind them: "Iranian".
        titles: Pattern of titles, ranks and offices that stand before a person's name.
        title_links: Pattern of what stands between a title and its country: "of the".
        surnames: Pattern of the endings of surnames.
        female: Pattern of the endings of women's surnames.
        male: Pattern of the endings of men's surnames.
        place_nouns: Pattern of words in the names of places: "river".
        other_nouns: Pattern of words in the names of organisations, works and things: "bank".
        places: Names of countries and cities, of the world and of the region that is read about most: how they begin,
            as cases change their ends.
        short_places: Names of places that stand as they are: "UK".
    """

    particles: str = ""
    opening: frozenset[str] = frozenset()
    opening_verbs: str = ""
    no_verbs: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    calendar: str = ""
    adjectives: str = ""
    titles: str = ""
    title_links: str = ""
    surnames: str = ""
    female: str = ""
    male: str = ""
    place_nouns: str = ""
    other_nouns: str = ""
    places: frozenset[str] = frozenset()
    short_places: frozenset[str] = frozenset()
