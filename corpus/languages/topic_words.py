"""Words that people put about a topic: "what was reported about"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicWords:
    """What topics ask of a language; a pattern is a regular expression in lower case.

    Attributes:
        frames: Patterns of what is put about a topic and no article says of itself; the group `topic` is the topic.
            The first that fits counts.
        about: Pattern of what stands before the one word that a question is about.
        no_things: Pattern of words behind that which name nothing.
        before_times: Pattern of words that are left hanging where a time behind them is taken out: "in".
        behind_times: Pattern of those behind a time.
    """

    frames: tuple[str, ...] = ()
    about: str = ""
    no_things: str = ""
    before_times: str = ""
    behind_times: str = ""
