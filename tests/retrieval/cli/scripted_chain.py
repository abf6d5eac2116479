"""A chain that answers as told, in the place of the real one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import RunnableLambda

from retrieval.answer import Answer, Citation, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable

CITATION = Citation(
    number=1,
    quote="Тоннель «Истиклол» построен.",
    title="Туннель",
    url=None,
    published=datetime(2021, 3, 5, tzinfo=UTC),
    source="Asia-Plus",
    article_id="tunnel",
    start=0,
    end=28,
)
ANSWER = Answer(
    question="?",
    searched_for="?",
    sentences=(Sentence(text="It was built.", citations=(1,)),),
    citations=(CITATION,),
)
REFUSAL = replace(ANSWER, sentences=(), citations=(), refused=True, nearest=(CITATION,))

Given = dict[str, Any]


class ScriptedChain:
    """Stands in for the chain: answers as told, or raises, and records what it was given."""

    def __init__(self) -> None:
        self.asked: list[Given] = []
        self.replies: Callable[[Given], Answer] = lambda given: replace(ANSWER, question=given["question"])

    def build(self, _settings: object) -> RunnableLambda[Given, Answer]:
        return RunnableLambda(self._reply)

    def _reply(self, given: Given) -> Answer:
        self.asked.append(given)
        answer = self.replies(given)
        return replace(answer, searched_for=answer.question)
