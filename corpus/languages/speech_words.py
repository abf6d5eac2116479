"""Words by which a language says who said something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechWords:
    """What the verifier asks of a language about attributions: regular expressions of whole words, "" for none.

    Attributes:
        report: Words that report what somebody said, folded.
        opinion: Words that give an opinion or an accusation, which belongs to whoever holds it, folded.
        that: What begins the words that are reported: "that".
        auxiliary: What may stand between a speaker and the verb: "has".
        verb_after_name: Verbs of saying that follow their speaker.
        verb_before_name: Verbs and phrases that their speaker follows: "according to".
        name_links: Prepositions that join a place to a name before it, as in "Aslov of Tajikistan", folded.
    """

    report: str = ""
    opinion: str = ""
    that: str = ""
    auxiliary: str = ""
    verb_after_name: str = ""
    verb_before_name: str = ""
    name_links: frozenset[str] = frozenset()
