"""A chain that notes what it is asked and says what it is to say, sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from langchain_core.runnables import RunnableGenerator

from retrieval.answer import Answer, Citation, Sentence

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

HOSTILE = '<script>window.ran = 1</script><img src=x onerror="window.ran = 1">'


def part(number: int, question: str, text: str) -> Answer:
    """A part of an answer: one sentence with one citation."""
    citation = Citation(
        number=number, quote=f"{text} Quoted.", title=f"Title {HOSTILE}", url="javascript:window.ran = 1",
        published=None, source=f"Outlet {HOSTILE}", article_id="a", start=0, end=5,
    )  # fmt: skip
    return Answer(
        question=question,
        searched_for=question,
        sentences=(Sentence(text=text, citations=(number,), highlights=((0, 3),)),),
        citations=(citation,),
    )


class ScriptedChain:
    """What a page asks.

    Attributes:
        asked: What came, in order.
        error: Raised in the place of an answer, if there is one.
    """

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.error: Exception | None = None
        self.runnable = RunnableGenerator(self._parts, self._aparts)

    def _parts(self, given: Iterator[dict[str, Any]]) -> Iterator[Answer]:
        for asked in given:
            yield from self._answer(asked)

    async def _aparts(self, given: AsyncIterator[dict[str, Any]]) -> AsyncIterator[Answer]:
        async for asked in given:
            for one in self._answer(asked):
                yield one

    def _answer(self, asked: dict[str, Any]) -> Iterator[Answer]:
        self.asked.append(asked)
        if self.error is not None:
            raise self.error
        yield part(1, asked["question"], f"First {HOSTILE}")
        yield part(2, asked["question"], "Second.")
