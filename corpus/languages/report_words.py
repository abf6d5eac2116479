"""Words by which a question asks for what was published at a time, and not for what was then."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWords:
    """What the finder of times asks of a language: regular expressions in which a space stands for any white space.

    Attributes:
        news: How words for articles begin.
        news_before: Words for articles before a time.
        news_behind: Words for articles right behind it.
        at: What may stand between these and a time.
        of: What may also stand between `news_before` and a time.
        published_before: What says before a time that articles were published then.
        published_behind: What says so right behind it.
        reported_before: What says before a time that somebody reported then.
        reported_behind: What says so behind it.
        paper: What of `reported_before` is a paper, where a year alone follows.
        about: Which of `at` makes a paper of `reported_before`, where a year alone follows.
    """

    news: str = ""
    news_before: str = ""
    news_behind: str = ""
    at: str = ""
    of: str = ""
    published_before: str = ""
    published_behind: str = ""
    reported_before: str = ""
    reported_behind: str = ""
    paper: str = ""
    about: str = ""
