"""What somebody who writes a message wants."""

from __future__ import annotations

from enum import StrEnum


class QuestionKind(StrEnum):
    """What a message asks for, if for anything."""

    FACT = "fact"
    """A fact: who, what, when, where, how many."""

    REASON = "reason"
    """A reason, or the way in which something is done."""

    YES_NO = "yes_no"
    """Whether something is so."""

    OVERVIEW = "overview"
    """What there is about a topic, or what happened somewhere."""

    LATEST = "latest"
    """The newest articles: all of them, or those about a topic, of an outlet or of a time."""

    COURTESY = "courtesy"
    """Nothing: a greeting, thanks, small talk, or characters without a meaning."""

    HELP = "help"
    """What can be asked, and how."""

    def __init__(self, value: str) -> None:
        self.searches = value not in ("courtesy", "help")
        """Whether the articles are searched for it."""
