"""The chain: a LangChain Runnable, question in, Answer out."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from langchain_core.runnables import (
    Runnable,
    RunnableConfig,
    RunnableGenerator,
    RunnableLambda,
    run_in_executor,
)

from retrieval.answer import Answer, Citation  # noqa: TC001 - LangChain reads the steps' types when they run
from retrieval.answering.quote.extractor import Extractor, refuse
from retrieval.answering.text_fragment import text_fragment
from retrieval.answering.verify.proof import proven
from retrieval.answering.write.chat_model import chat_model
from retrieval.answering.write.generate import Generator, similarity
from retrieval.conversation import Rewriter
from retrieval.question import Question
from retrieval.retriever import HybridRetriever, build_retriever
from retrieval.settings import Settings
from retrieval.store.hit import Hit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence

    from langchain_core.language_models import BaseChatModel

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


Gate: TypeAlias = "Callable[[str, Sequence[Hit]], bool]"
"""Whether passages may answer a question; where not, no language model is asked."""


@dataclass(frozen=True, slots=True)
class _Search:
    """A question on its way to its answer."""

    question: Question
    searched_for: str
    hits: tuple[Hit, ...] = ()


class _Steps:
    """The steps between a question and its answer."""

    def __init__(
        self,
        retriever: HybridRetriever,
        generator: Generator | None,
        rewriter: Rewriter,
        gate: Gate | None,
        likeness: Callable[[str, str], float],
    ) -> None:
        self._retriever = retriever
        self._rewriter = rewriter
        self._similarity = likeness
        self._extractor = Extractor(retriever.store, retriever.embeddings)
        self._gate = gate or self._extractor.answers
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

    def answers(self, searches: Iterator[_Search], config: RunnableConfig) -> Iterator[Answer]:
        for search in searches:
            silent = True
            for part in self._written(search, config):
                if shown := self._shown(part, search):
                    silent = False
                    yield shown
            if silent:
                yield refuse(search.question, search.searched_for, search.hits)

    async def aanswers(
        self, searches: AsyncIterator[_Search], config: RunnableConfig
    ) -> AsyncIterator[Answer]:
        async for search in searches:
            silent = True
            async for part in self._awritten(search, config):
                if shown := await run_in_executor(config, self._shown, part, search):
                    silent = False
                    yield shown
            if silent:
                yield refuse(search.question, search.searched_for, search.hits)

    def _written(self, search: _Search, config: RunnableConfig) -> Iterator[Answer]:
        generator = self._asked_generator(search.question)
        if generator is None or not self._may_answer(search):
            yield self._extract(search)
            return
        try:
            yield from generator.stream(search.question, search.searched_for, search.hits, config)
        except Exception as error:  # noqa: BLE001 - a reader gets the extractive answer, whatever went wrong
            yield self._fall_back(search, error)

    async def _awritten(self, search: _Search, config: RunnableConfig) -> AsyncIterator[Answer]:
        generator = self._asked_generator(search.question)
        if generator is None or not await run_in_executor(config, self._may_answer, search):
            yield await run_in_executor(config, self._extract, search)
            return
        written = generator.astream(search.question, search.searched_for, search.hits, config)
        try:
            async for part in written:
                yield part
        except Exception as error:  # noqa: BLE001 - a reader gets the extractive answer, whatever went wrong
            yield await run_in_executor(config, self._fall_back, search, error)

    def _shown(self, part: Answer, search: _Search) -> Answer | None:
        """What a reader may see of a part of an answer: nothing leaves the chain but through here."""
        cited = list({c.article_id for c in (*part.citations, *part.nearest)})
        with self._retriever.store.reading() as snapshot:
            texts = {article.id: article.text for article in snapshot.catalogue.articles(cited).values()}
        kept = proven(part, search.hits, similarity=self._similarity, texts=texts)
        if part.sentences and not kept.sentences:
            return None
        return replace(
            kept,
            citations=tuple(_at_its_words(c, texts, search.hits) for c in kept.citations),
            nearest=tuple(_at_its_words(c, texts, search.hits) for c in kept.nearest),
        )

    def _asked_generator(self, question: Question) -> Generator | None:
        """What writes the answer to a question; `None` where it is to be quoted."""
        return self._generator if question.language_model else None

    def _may_answer(self, search: _Search) -> bool:
        """Whether the model is to be asked at all."""
        return bool(search.hits) and self._gate(search.searched_for, search.hits)

    def _extract(self, search: _Search) -> Answer:
        if not any(c.isalnum() for c in search.question.text):
            note = _NO_WORDS[search.question.language]
            return replace(refuse(search.question, search.searched_for, ()), note=note)
        return self._extractor.answer(search.question, search.searched_for, search.hits)

    def _fall_back(self, search: _Search, error: Exception) -> Answer:
        # The error's text may hold the question or a key, so only its kind is logged.
        log.warning("the language model failed (%s); quoting instead", type(error).__name__)
        return replace(self._extract(search), note=_MODEL_FAILED[search.question.language])


def _at_its_words(citation: Citation, texts: Mapping[str, str], hits: Sequence[Hit]) -> Citation:
    """The citation with a link that opens at the quoted words."""
    text, start, end = texts.get(citation.article_id, ""), citation.start, citation.end
    if text[start:end] != citation.quote:  # the article has been refreshed meanwhile
        hit = next(
            h for h in hits if h.article_id == citation.article_id and h.start <= start and end <= h.end
        )
        text, start, end = hit.text, start - hit.start, end - hit.start
    return replace(citation, url=text_fragment(citation.url, text, start, end))


def _filters(question: Question) -> dict[str, Any]:
    filters = question.filters
    return {
        "published_after": filters.published_after,
        "published_before": filters.published_before,
        "sources": filters.sources,
        "now": question.now,
    }


def _generator(
    model: BaseChatModel | None, settings: Settings, likeness: Callable[[str, str], float]
) -> Generator | None:
    if model is None or settings.llm is None:
        return None
    return Generator(
        model,
        settings.llm,
        seconds=settings.llm_timeout,
        budget=settings.llm_context_tokens,
        similarity=likeness,
    )


def build_chain(
    settings: Settings | None = None, *, gate: Gate | None = None, retriever: HybridRetriever | None = None
) -> Runnable[str | Mapping[str, Any], Answer]:
    """The chain over the store that the settings name.

    It takes a question as a string, or a mapping with `question` and optional `history` (LangChain messages),
    `published_after`, `published_before` (dates), `sources` (names of outlets), `now` (the moment that "last week"
    is counted from) and `language_model` (false quotes the answer, and makes a follow-up stand alone by rules, even
    where `PRESSCITE_LLM` names a model).  Articles that are refreshed while it lives are answered from at once.

    Args:
        settings: Read from the environment and `.env` where left out.
        gate: Decides from the question and its passages whether a language model is asked at all; where left out, the
            calibrated decision that the quoting answerer makes too.  Where it is not, that one answers or refuses.
        retriever: One that somebody else uses too, so that its embedding model is loaded once.  Its store, model and
            limit count then, whatever the settings say; it is safe to use from several threads.  Where left out, one
            is made from the settings.

    Returns:
        A Runnable whose `invoke` gives an `Answer`; `stream` gives its verified sentences as they come, as answers that
        add up with `+`.  Asking raises `EmptyStoreError` while there is no store and
        `QuestionError` for an input that is not a question.

    Raises:
        SettingsError: A setting is unknown or bad.
        ModelError: The language model that `PRESSCITE_LLM` names cannot be set up.
    """
    settings = settings or Settings.load()
    if retriever is None:
        retriever = build_retriever(settings)
    model = chat_model(settings) if settings.llm else None
    likeness = similarity(
        retriever.embeddings
    )  # one, so that no text is embedded for the writer and the proof apart
    generator = _generator(model, settings, likeness)
    rewriter = Rewriter(model, timeout=settings.llm_timeout / 2)
    steps = _Steps(retriever, generator, rewriter, gate, likeness)
    chain: Runnable[str | Mapping[str, Any], Answer] = (
        RunnableLambda(steps.understand, afunc=steps.aunderstand, name="understand")
        | RunnableLambda(steps.search, afunc=steps.asearch, name="search")
        | RunnableGenerator(cast("Any", steps.answers), cast("Any", steps.aanswers), name="answer")
    )
    return chain.with_config(run_name="presscite")
