"""What is said back to a message for which no article is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answer import Answer

if TYPE_CHECKING:
    from retrieval.question import Question


def unsearched(question: Question) -> Answer:
    """The answer to a courtesy or a call for help: its kind and its language say all, and nothing is cited."""
    return Answer(
        question=question.text,
        searched_for=question.searched_for,
        kind=question.kind,
        language=question.language,
    )
