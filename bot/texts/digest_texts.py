"""What there is to say about digests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestTexts:
    """The texts of one language; words in braces are filled in.

    Attributes:
        stories: Stands over the day's stories; with `day`.
        news: Stands over what is new on standing questions; with `day`.
        on: A digest is sent from now on; with `time` and `zone`.
        status: One is sent already; with `time`, `zone` and `day`, that of the next one.
        asked: One waits for an answer whether to go on.
        off: None is sent any more.
        none: None is sent; how to begin.
        usage: What stands behind the command is no time of the day; with `text`.
        ask: Asks whether to go on; with `count`.
        gone: There is no digest any more of which a button speaks.
        off_words: What ends a digest when it stands behind the command, in small letters.
        status_words: What asks for how it is.
    """

    stories: str
    news: str
    on: str
    status: str
    asked: str
    off: str
    none: str
    usage: str
    ask: str
    gone: str
    off_words: frozenset[str]
    status_words: frozenset[str]
