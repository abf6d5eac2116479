"""Words by which a sentence of a language shows that it holds a number, a place or a name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWords:
    """What is asked of a language about the words of a sentence that may answer.

    Regular expressions of whole words; "" is none.

    Attributes:
        numbers: Number words.
        scales: What multiplies the number before it: "million".
        percent: What makes a percentage of the number before it.
        ordinal_ending: What may stand right after a number in digits: "th".
        place_prepositions: Prepositions before the name of a place.
        place_nouns: What may stand between such a preposition and the name: "the city of", with the space after it.
        inside_names: Words in lower case in the middle of a name: "of", "von".
    """

    numbers: str = ""
    scales: str = ""
    percent: str = ""
    ordinal_ending: str = ""
    place_prepositions: str = ""
    place_nouns: str = ""
    inside_names: str = ""
