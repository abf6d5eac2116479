"""A whole text with a question about it: what windows are cut from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedQuestion:
    """A question about a text.

    Attributes:
        question: The question.
        title: The headline or the page's name; empty where there is none.
        sentences: Spans of the text's sentences, end exclusive, in order.
        text: The whole text.
        answer: Span of the answer, end exclusive; `None` where the text has none.
        nearest: Index of the sentence that comes nearest to an unanswered question, where known.
        source: The set it comes from.
        page: What the text is part of.
    """

    question: str
    title: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    answer: tuple[int, int] | None
    nearest: int | None
    source: str
    page: str
