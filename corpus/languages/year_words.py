"""Words that tell a year in figures from a number of something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class YearWords:
    """What the finder of years asks of a language: regular expressions in which a space stands for any white space.

    Attributes:
        named: What stands before a year and says that it is one.
        said: What stands behind a year and says that it is one; a space may stand between.
        endings: What a year in figures has behind it as an ordinal, with what may follow.
        prefixes: What may stand right before the figures, plain words.
        cue: What stands before a year but also before other things.
        article: What may stand between such a word and the year.
        count_before: What stands before a number that is no year.
        count_behind: What stands behind a number that counts or measures something.
        dated: What stands before the figures of a year in which something was, up to these; behind anything else they
            belong to a thing: "in 2024", "the 2024 budget".
        counted: What looks like a word for things that are counted, behind a number that might be a year.
    """

    named: str = ""
    said: str = ""
    endings: str = ""
    prefixes: frozenset[str] = frozenset()
    cue: str = ""
    article: str = ""
    count_before: str = ""
    count_behind: str = ""
    dated: str = ""
    counted: str = ""
