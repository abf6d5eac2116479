"""One thing to learn from: a question with a passage, or a claim with the words that it cites."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question put to a passage, or a claim held against a quote.

    Attributes:
        question: The question, or the claim.
        title: The headline or the page's name; empty where there is none.
        text: The passage, or the quote.
        answer: Span of the answer in the text's characters, end exclusive; `None` where there is none, and of claims.
        source: The set it comes from.
        page: What the passage is part of, for keeping pages apart.
        follows: Whether the claim follows from the quote; `None` of questions.
    """

    question: str
    title: str
    text: str
    answer: tuple[int, int] | None
    source: str
    page: str
    follows: bool | None = None
