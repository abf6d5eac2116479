"""The chain: a LangChain Runnable, question in, Answer out."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda

from retrieval.answer import Answer  # noqa: TC001 - LangChain reads the steps' types when they run
from retrieval.extract import Extractor, refuse
from retrieval.follow_up import Rewriter
from retrieval.generate import Generator, chat_model
from retrieval.hit import Hit
from retrieval.question import Question
from retrieval.retriever import HybridRetriever, build_retriever
from retrieval.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

log = logging.getLogger(__name__)

_MODEL_FAILED = {
    "en": "The language model did not answer; these sentences are quoted from the articles.",
    "ru": "Языковая модель не ответила; эти предложения процитированы из статей.",
    "tg": "Модели забонӣ ҷавоб надод; ин ҷумлаҳо аз мақолаҳо иқтибос шудаанд.",
}
_NO_WORDS = {
    "en": "Ask a question in words.",
    "ru": "Задайте вопрос словами.",
    "tg": "Саволро бо калимаҳо нависед.",
}


@dataclass(frozen=True, slots=True)
class _Search:
    """A question on its way to its answer."""

    question: Question
    searched_for: str
    hits: tuple[Hit, ...] = ()


class _Steps:
    """The steps between a question and its answer."""

    def __init__(self, retriever: HybridRetriever, generator: Generator | None, rewriter: Rewriter) -> None:
        self._retriever = retriever
        self._rewriter = rewriter
        self._extractor = Extractor(retriever.store, retriever.embeddings)
        self._generator = generator

    def understand(self, given: str | Mapping[str, Any], config: RunnableConfig) -> _Search:
        question = Question.of(given)
        return _Search(question, self._rewriter.standalone(question, config))

    async def aunderstand(self, given: str | Mapping[str, Any], config: RunnableConfig) -> _Search:
        question = Question.of(given)
        return _Search(question, await self._rewriter.astandalone(question, config))

    def search(self, search: _Search, config: RunnableConfig) -> _Search:
        documents = self._retriever.invoke(search.searched_for, config, **_filters(search.question))
        return replace(search, hits=tuple(Hit.from_document(d) for d in documents))

    async def asearch(self, search: _Search, config: RunnableConfig) -> _Search:
        documents = await self._retriever.ainvoke(search.searched_for, config, **_filters(search.question))
        return replace(search, hits=tuple(Hit.from_document(d) for d in documents))

    def answer(self, search: _Search, config: RunnableConfig) -> Answer:
        if self._generator is None or not search.hits:
            return self._extract(search)
        try:
            return self._generator.answer(search.question, search.searched_for, search.hits, config)
        except Exception as error:  # noqa: BLE001 - a reader gets the extractive answer, whatever went wrong
            return self._fall_back(search, error)

    async def aanswer(self, search: _Search, config: RunnableConfig) -> Answer:
        from langchain_core.runnables import run_in_executor

        if self._generator is None or not search.hits:
            return await run_in_executor(config, self._extract, search)
        try:
            return await self._generator.aanswer(search.question, search.searched_for, search.hits, config)
        except Exception as error:  # noqa: BLE001 - a reader gets the extractive answer, whatever went wrong
            return await run_in_executor(config, self._fall_back, search, error)

    def _extract(self, search: _Search) -> Answer:
        if not any(c.isalnum() for c in search.question.text):
            note = _NO_WORDS[search.question.language]
            return replace(refuse(search.question, search.searched_for, ()), note=note)
        return self._extractor.answer(search.question, search.searched_for, search.hits)

    def _fall_back(self, search: _Search, error: Exception) -> Answer:
        # The error's text may hold the question or a key, so only its kind is logged.
        log.warning("the language model failed (%s); quoting instead", type(error).__name__)
        return replace(self._extract(search), note=_MODEL_FAILED[search.question.language])


def _filters(question: Question) -> dict[str, Any]:
    filters = question.filters
    return {
        "published_after": filters.published_after,
        "published_before": filters.published_before,
        "sources": filters.sources,
        "now": question.now,
    }


def build_chain(settings: Settings | None = None) -> Runnable[str | Mapping[str, Any], Answer]:
    """The chain over the store that the settings name.

    It takes a question as a string, or a mapping with `question` and optional `history` (LangChain messages),
    `published_after`, `published_before` (dates), `sources` (names of outlets) and `now` (the moment that "last week"
    is counted from).  Articles that are refreshed
    while it lives are answered from at once.

    Args:
        settings: Read from the environment and `.env` where left out.

    Returns:
        A Runnable whose `invoke` gives an `Answer`.  Asking raises `EmptyStoreError` while there is no store and
        `QuestionError` for an input that is not a question.

    Raises:
        SettingsError: A setting is unknown or bad.
        ModelError: The language model that `PRESSCITE_LLM` names cannot be set up.
    """
    settings = settings or Settings.load()
    model = chat_model(settings) if settings.llm else None
    generator = Generator(model, settings.llm) if model and settings.llm else None
    steps = _Steps(build_retriever(settings), generator, Rewriter(model, timeout=settings.llm_timeout / 2))
    return (
        RunnableLambda(steps.understand, afunc=steps.aunderstand, name="understand")
        | RunnableLambda(steps.search, afunc=steps.asearch, name="search")
        | RunnableLambda(steps.answer, afunc=steps.aanswer, name="answer")
    ).with_config(run_name="presscite")
