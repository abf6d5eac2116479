"""The chain: a LangChain Runnable, question in, Answer out."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from langchain_core.runnables import Runnable, RunnableConfig, RunnableGenerator, RunnableLambda

from retrieval.answer import Answer  # noqa: TC001 - LangChain reads the steps' types when they run
from retrieval.answer_in_progress import Answerers, AnswerInProgress
from retrieval.answering.unsearched import unsearched
from retrieval.answering.verify.entailment import Entailment
from retrieval.answering.verify.similarity import similarity
from retrieval.answering.write.chat_model import chat_model
from retrieval.answering.write.generator import Generator
from retrieval.conversation import Rewriter, without_courtesies
from retrieval.in_thread import in_thread
from retrieval.overviews.request import stands_alone
from retrieval.query.breadth import Breadth
from retrieval.query.kind_classifier import KindClassifier
from retrieval.query.query import Query
from retrieval.question import Question
from retrieval.question_kind import QuestionKind
from retrieval.reading.passages import READ, read_in_order
from retrieval.reading.reader import open_reader
from retrieval.retriever import HybridRetriever, build_retriever
from retrieval.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

    from retrieval.answer_in_progress import Gate
    from retrieval.reading.passages import ReadPassages
    from retrieval.reading.reader import Reader
    from retrieval.store.hit import Hit


class _Pipeline:
    """The way from questions to answers.

    A question opens the store once.  Its snapshot stays open from the search to the last part of its answer, or until
    whoever reads the answer has had enough.

    Args:
        retriever: Finds passages.
        reader: Reads them; they stay as they were found where there is none.
        rewriter: Makes follow-ups stand alone.
        classifier: Tells what is asked for.
        answerers: What writes answers and proves them.
    """

    def __init__(
        self,
        retriever: HybridRetriever,
        reader: Reader | None,
        rewriter: Rewriter,
        classifier: KindClassifier,
        answerers: Answerers,
    ) -> None:
        self._retriever = retriever
        self._reader = reader
        self._found = max(READ, retriever.limit) if reader else retriever.limit
        self._classifier = classifier
        self._rewriter = rewriter
        self._answerers = answerers

    def understand(self, given: str | Mapping[str, Any], config: RunnableConfig) -> Question:
        """The question with what is to be searched for."""
        question = self._classified(given)
        if stands_alone(question):
            return question
        return replace(question, searched_for=self._rewriter.standalone(question, config))

    async def aunderstand(self, given: str | Mapping[str, Any], config: RunnableConfig) -> Question:
        """`understand`, awaiting the model."""
        question = await in_thread(config, self._classified, given)
        if stands_alone(question):
            return question
        return replace(question, searched_for=await self._rewriter.astandalone(question, config))

    def _read(self, question: Question, query: Query, hits: Sequence[Hit]) -> ReadPassages:
        """The passages in the order in which they answer."""
        # Which articles are the newest is known without reading.
        reader = None if question.kind is QuestionKind.LATEST else self._reader
        # Of several articles, or where some tell of another time, the first that answers may not be enough.
        whole = query.breadth is not Breadth.ONE or bool(query.asked_times.times)
        # Whether a sentence is of the time that is asked for is decided apart; in what is read, another time would be a
        # false premise, and what answers but for its time would not be known.
        return read_in_order(query.asked_times.rest, hits, reader, self._retriever.limit, whole=whole)

    def _classified(self, given: str | Mapping[str, Any]) -> Question:
        """The question with its kind, and with a history in which every turn asks for something."""
        question = Question.of(given, self._retriever.zone)
        return replace(
            question,
            kind=self._classifier.kind(question.text),
            history=without_courtesies(question.history, lambda text: self._classifier.kind(text).searches),
        )

    def answers(self, questions: Iterator[Question], config: RunnableConfig) -> Iterator[Answer]:
        """The answers to questions, each in one part or more."""
        for question in questions:
            if not question.kind.searches:
                yield unsearched(question)
                continue
            with self._retriever.store.reading() as snapshot:
                query = Query(question.searched_for, snapshot, question.now)
                hits = self._retriever.retrieve(query, question.filters, config, limit=self._found)
                answering = AnswerInProgress(
                    question, query, self._read(question, query, hits), self._answerers
                )
                for part in answering.parts(config):
                    yield from answering.shown(part)
                yield from answering.rest()

    async def aanswers(
        self, questions: AsyncIterator[Question], config: RunnableConfig
    ) -> AsyncIterator[Answer]:
        """`answers`, off the event loop."""
        async for question in questions:
            if not question.kind.searches:
                yield unsearched(question)
                continue
            async with self._retriever.areading(config) as snapshot:
                query = Query(question.searched_for, snapshot, question.now)
                hits = await self._retriever.aretrieve(query, question.filters, config, limit=self._found)
                passages = await in_thread(config, self._read, question, query, hits)
                answering = AnswerInProgress(question, query, passages, self._answerers)
                async with aclosing(cast("Any", answering.aparts(config))) as parts:
                    async for part in parts:
                        for answer in await in_thread(config, answering.shown, part):
                            yield answer
                for answer in await in_thread(config, answering.rest):
                    yield answer


def build_chain(
    settings: Settings | None = None,
    *,
    gate: Gate | None = None,
    retriever: HybridRetriever | None = None,
    reader: Reader | None = None,
) -> Runnable[str | Mapping[str, Any], Answer]:
    """The chain over the store that the settings name.

    It takes a question as a string, or a mapping with `question` and optional `history` (LangChain messages; that an
    answer was a refusal is told by its field `additional_kwargs={"refused": True}` alone), `published_after`,
    `published_before` (days, meant where each article was published, or moments), `sources` (names of outlets), `now`
    (the moment that "last week" is counted from, in the time zone whose days are meant) and
    `language_model` (false quotes the answer, and makes a follow-up stand alone by rules, even where `PRESSCITE_LLM`
    names a model).  Articles that are refreshed while it lives are answered from at once, but one
    question is answered from one state of the store to its end.

    Args:
        settings: Read from the environment and `.env` where left out.
        gate: Decides from the question and its passages whether a language model is asked at all; where left out, the
            calibrated decision that the quoting answerer makes too.  Where it is not, that one answers or refuses.
        retriever: One that somebody else uses too, so that its embedding model is loaded once.  Its store, model,
            limit and time zone count then, whatever the settings say; it is safe to use from several threads.  Where
            left out, one is made from the settings.
        reader: Reads passages, in place of the one that the settings name.

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
    reader = reader or open_reader(settings)
    # One for the writer and the proof, so that no text is embedded for both apart.
    likeness = similarity(retriever.embeddings)
    # Only what a language model writes may say something else than its quotes.
    entailment = Entailment.of(retriever.embeddings, settings.model_cache) if model else None
    pipeline = _Pipeline(
        retriever,
        reader,
        Rewriter(model, timeout=settings.llm_timeout / 2),
        KindClassifier.of(retriever.embeddings, settings.model_cache),
        Answerers(
            embeddings=retriever.embeddings,
            links=retriever.links,
            generator=Generator.of(model, settings, likeness, entailment),
            gate=gate,
            similarity=likeness,
            entailment=entailment,
        ),
    )
    chain: Runnable[str | Mapping[str, Any], Answer] = RunnableLambda(
        pipeline.understand, afunc=pipeline.aunderstand, name="understand"
    ) | RunnableGenerator(cast("Any", pipeline.answers), cast("Any", pipeline.aanswers), name="answer")
    return chain.with_config(run_name="presscite")
