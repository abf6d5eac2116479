"""The answerer that uses a language model: any LangChain chat model, its output parsed and verified."""

from __future__ import annotations

import time
from contextlib import aclosing
from typing import TYPE_CHECKING, Self

from retrieval.answering.write.model_stream import ModelStream
from retrieval.answering.write.prompt import fitted, messages
from retrieval.answering.write.review import Review
from retrieval.answering.write.written_answer import WrittenAnswer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence

    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import RunnableConfig

    from retrieval.answer import Answer
    from retrieval.answering.verify.entailment import Entailment
    from retrieval.question import Question
    from retrieval.settings import Settings
    from retrieval.store.hit import Hit


class Generator:
    """Answers with sentences that a language model writes and that the passages prove.

    Args:
        model: A LangChain chat model that does not retry by itself.
        name: What readers are told wrote the answer.
        seconds: How long the model may take for an answer.
        budget: Tokens of passages that it is given, at most.
        similarity: Cosine of two texts, to compare a sentence with words in another language.
        entailment: The learned decision whether a sentence follows.
        review: Whether the model reads its sentences once more, against what they cite; they are then held back until
            it has.
    """

    def __init__(
        self,
        model: BaseChatModel,
        name: str,
        *,
        seconds: float = 60.0,
        budget: int = 3_000,
        similarity: Callable[[str, str], float] | None = None,
        entailment: Entailment | None = None,
        review: bool = False,
    ) -> None:
        self.name = name
        self._seconds = seconds
        self._stream = ModelStream(model, seconds)
        self._review = Review(model) if review else None
        self._budget = budget
        self._similarity = similarity
        self._entailment = entailment

    @classmethod
    def of(
        cls,
        model: BaseChatModel | None,
        settings: Settings,
        similarity: Callable[[str, str], float],
        entailment: Entailment | None,
    ) -> Self | None:
        """One for the model that the settings name; `None` where they name none."""
        if model is None or settings.llm is None:
            return None
        return cls(
            model,
            settings.llm,
            seconds=settings.llm_timeout,
            budget=settings.llm_context_tokens,
            similarity=similarity,
            entailment=entailment,
            review=settings.llm_review,
        )

    def stream(self, question: Question, hits: Sequence[Hit], config: RunnableConfig) -> Iterator[Answer]:
        """Verified sentences as they come, as answers that add up; a refusal where the model says there is no answer.

        Raises:
            NonsenseError: The output cannot be understood.
            UnprovenError: None of its sentences is proven.
            Exception: Whatever the model's client raises before there is a sentence to show.
        """
        given = fitted(hits, self._budget)
        answer = WrittenAnswer(self.name, question, given, self._similarity, self._entailment)
        started = time.monotonic()
        try:
            asked = messages(question.searched_for, given)
            for piece in self._stream.chunks(asked, config, private=question.private):
                if answer.read(piece):
                    yield from self._at_once(answer.check())
                if answer.is_full:
                    break
            rest = list(answer.close())
        except Exception as error:  # noqa: BLE001 - raised again where there is nothing to show
            rest = self._broken_off(answer, error)
        else:
            if self._review is not None and answer.sentences:
                fallen = self._review.fallen(
                    answer.sentences, config, seconds=self._left(started), private=question.private
                )
                rest = answer.without(fallen)
        yield from rest

    async def astream(
        self, question: Question, hits: Sequence[Hit], config: RunnableConfig
    ) -> AsyncIterator[Answer]:
        """`stream`, awaiting the model; sentences are verified off the event loop."""
        from langchain_core.runnables import run_in_executor

        given = fitted(hits, self._budget)
        answer = WrittenAnswer(self.name, question, given, self._similarity, self._entailment)
        started = time.monotonic()
        try:
            asked = messages(question.searched_for, given)
            async with aclosing(self._stream.achunks(asked, config, private=question.private)) as pieces:
                async for piece in pieces:
                    if answer.read(piece):
                        for part in self._at_once(await run_in_executor(config, answer.check)):
                            yield part
                    if answer.is_full:
                        break
            rest = await run_in_executor(config, lambda: list(answer.close()))
        except Exception as error:  # noqa: BLE001 - raised again where there is nothing to show
            rest = self._broken_off(answer, error)
        else:
            if self._review is not None and answer.sentences:
                fallen = await self._review.afallen(
                    answer.sentences, config, seconds=self._left(started), private=question.private
                )
                rest = answer.without(fallen)
        for part in rest:
            yield part

    def _at_once(self, parts: list[Answer]) -> list[Answer]:
        """What is shown before the whole answer is there: all of it, unless it is to be looked at again."""
        return [] if self._review else parts

    def _broken_off(self, answer: WrittenAnswer, error: Exception) -> list[Answer]:
        """What is left to show where the model fails after sentences that stand; else the error itself."""
        note = answer.broken_off(error)
        return [*(answer.without(frozenset()) if self._review else []), note]

    def _left(self, started: float) -> float:
        return self._seconds - (time.monotonic() - started)
