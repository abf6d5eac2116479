"""A chain for servers that are asked no question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from langchain_core.runnables import RunnableLambda

if TYPE_CHECKING:
    from retrieval.answer import Answer


def _asked(question: object) -> Answer:
    raise AssertionError(f"a question was asked: {question}")


no_chain = RunnableLambda(_asked)
"""Fails whatever it is asked."""
