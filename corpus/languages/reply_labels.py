"""What language models put into their replies around the sentences that they were asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyLabels:
    """Labels as regular expressions, in lower case; "" is none.

    Attributes:
        answer: What stands before the answer, without its colon: "final answer".
        passage: What stands before the number of a passage inside brackets: "passage".
        open_passage: The same where there are no brackets.
        material: What the passages as a whole are called: "According to the articles:".
    """

    answer: str = ""
    passage: str = ""
    open_passage: str = ""
    material: str = ""
