"""Words by which a question shows that it goes on with a conversation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpWords:
    """What follow-ups ask of a language; a pattern is a regular expression in lower case, "" where there is none.

    Attributes:
        acknowledging: Pattern of what is said to an answer before the next question: "that's fine".
        opening: Pattern of the words that a question may open with and that are none of it: "and", "okay".
        asking_about: Pattern of openings that ask the question before about something else: "what about".
        binding: Pattern of those words among `opening` and `asking_about` that tie a question to what was said.
        adding: Pattern of words that do so at the end of a question: "too".
        apologising: Pattern of the words before a correction: "sorry", "no".
        correcting: Pattern of openings that put an earlier question right: "I meant".
        denying: Pattern of words that alone do so: "no".
        changing: Pattern of openings that announce a new subject: "by the way".
        asking: Pattern of the words that a question begins with: "what", "is".
        asking_who: Pattern of those that ask for a person.
        defining: Pattern of openings that ask what a word means, or for a recipe: "what is a".
        generic: Words of content that any question may hold, so that they make no subject: "more", "happened".
        roles: Nouns that say little without the name of what they belong to: "president".
    """

    acknowledging: str = ""
    opening: str = ""
    asking_about: str = ""
    binding: str = ""
    adding: str = ""
    apologising: str = ""
    correcting: str = ""
    denying: str = ""
    changing: str = ""
    asking: str = ""
    asking_who: str = ""
    defining: str = ""
    generic: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
