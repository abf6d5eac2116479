"""One thing to learn from: a question, a passage, and where the answer stands in it, if it does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question put to a passage.

    Attributes:
        question: The question.
        title: The headline or the page's name; empty where there is none.
        text: The passage.
        answer: Span of the answer in the text's characters, end exclusive; `None` where the passage has none.
        source: The set it comes from.
        page: What the passage is part of, for keeping pages apart.
    """

    question: str
    title: str
    text: str
    answer: tuple[int, int] | None
    source: str
    page: str
