"""The chain: a LangChain Runnable, question in, Answer out."""

from __future__ import annotations

import logging
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from langchain_core.runnables import Runnable, RunnableConfig, RunnableGenerator, RunnableLambda

from retrieval.answer import Answer  # noqa: TC001 - LangChain reads the steps' types when they run
from retrieval.answering.extractor import Extractor
from retrieval.answering.refusal import refuse
from retrieval.answering.text_fragment import text_fragment
from retrieval.answering.unsearched import unsearched
from retrieval.answering.verify.proof import proven
from retrieval.answering.verify.similarity import similarity
from retrieval.answering.write.chat_model import chat_model
from retrieval.answering.write.generator import Generator
from retrieval.answering.write.server_words import failure
from retrieval.answering.write.written_answer import UnprovenError
from retrieval.conversation import Rewriter, without_courtesies
from retrieval.in_thread import in_thread
from retrieval.note import Note, NoteCode
from retrieval.overviews.composer import OverviewComposer, with_overview
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
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence

    from retrieval.answer import Citation
    from retrieval.reading.passages import ReadPassages
    from retrieval.reading.reader import Reader
    from retrieval.store.hit import Hit

log = logging.getLogger(__name__)

Gate: TypeAlias = "Callable[[str, Sequence[Hit]], bool]"
"""Whether passages may answer a question; where not, no language model is asked."""


class _Answering:
    """One question on its way to its answer, in the snapshot of its query.

    Args:
        question: As it was asked.
        query: What was searched for.
        passages: What was found and read, best first.
        pipeline: What all questions need.
    """

    def __init__(self, question: Question, query: Query, passages: ReadPassages, pipeline: _Pipeline) -> None:
        self._question = question
        self._query = query
        self._hits = passages.hits
        self._pipeline = pipeline
        self._extractor = Extractor(question, query, passages, pipeline.embeddings)
        self._overview = OverviewComposer.of(question, query, pipeline.embeddings, self._extractor)
        self._silent = True
        self._written = False

    def parts(self, config: RunnableConfig) -> Iterator[Answer]:
        """The answer as it is written, nothing of it proven yet."""
        generator = self._asked_generator()
        if generator is None:
            yield self._quoted()
            return
        self._written = True
        try:
            for part in generator.stream(self._question, self._evidence, config):
                yield self._extractor.in_time(part)
        except Exception as error:  # noqa: BLE001 - a reader gets the quoted answer, whatever went wrong
            yield self._quoted_instead(error)

    async def aparts(self, config: RunnableConfig) -> AsyncIterator[Answer]:
        """`parts`, awaiting the model; everything else is done in threads."""
        generator = await in_thread(config, self._asked_generator)
        if generator is None:
            yield await in_thread(config, self._quoted)
            return
        self._written = True
        try:
            async with aclosing(
                cast("Any", generator.astream(self._question, self._evidence, config))
            ) as written:
                async for part in written:
                    yield self._extractor.in_time(part)
        except Exception as error:  # noqa: BLE001 - a reader gets the quoted answer, whatever went wrong
            yield await in_thread(config, self._quoted_instead, error)

    def shown(self, part: Answer) -> list[Answer]:
        """What a reader may see of a part of the answer: nothing leaves the chain but through here."""
        cited = list({c.article_id for c in (*part.citations, *part.nearest)})
        texts = {id_: a.text for id_, a in self._query.snapshot.catalogue.articles(cited).items()}
        known = with_overview(self._hits, self._overview)
        kept = proven(part, known, similarity=self._pipeline.similarity, texts=texts)
        if part.sentences and not kept.sentences:
            return []
        self._silent = False
        return [
            replace(
                kept,
                kind=self._question.kind,
                citations=tuple(_at_its_words(c, texts) for c in kept.citations),
                nearest=tuple(_at_its_words(c, texts) for c in kept.nearest),
            )
        ]

    def rest(self) -> list[Answer]:
        """Where nothing was shown: the quoted answer in the place of a written one, else a refusal."""
        if not self._silent:
            return []
        quoted = self.shown(self._quoted_instead(UnprovenError())) if self._written else []
        return quoted or [replace(refuse(self._question, self._hits), kind=self._question.kind)]

    @property
    def _evidence(self) -> Sequence[Hit]:
        """The passages that may answer: those of an overview that is asked for, then those of the time asked for."""
        return with_overview(self._extractor.hits_in_time, self._overview)

    def _asked_generator(self) -> Generator | None:
        """What writes the answer; `None` where it is to be quoted, or nothing is of the time that is asked for."""
        generator, gate = self._pipeline.generator, self._pipeline.gate
        if generator is None or not self._question.language_model:
            return None
        if self._question.kind is QuestionKind.LATEST:
            return None  # which articles are the newest is known
        hits = self._evidence
        if not hits:
            return None
        may_answer = gate(self._question.searched_for, hits) if gate else self._answers
        return generator if may_answer else None

    @property
    def _answers(self) -> bool:
        return bool(self._overview and self._overview.excerpts) or self._extractor.answers

    def _quoted(self) -> Answer:
        return (self._overview or self._extractor).answer()

    def _quoted_instead(self, error: Exception) -> Answer:
        log.warning("the language model failed (%s); quoting instead", failure(error, self._question.private))
        quoted = self._quoted()
        if quoted.refused and quoted.note:
            return quoted  # why there is no answer says more
        code = NoteCode.MODEL_UNPROVEN if isinstance(error, UnprovenError) else NoteCode.MODEL_FAILED
        return replace(quoted, note=Note(code=code))


class _Pipeline:
    """The way from questions to answers.

    A question opens the store once.  Its snapshot stays open from the search to the last part of its answer, or until
    whoever reads the answer has had enough.

    Args:
        retriever: Finds passages.
        reader: Reads them; they stay as they were found where there is none.
        rewriter: Makes follow-ups stand alone.
        generator: Writes answers, where a language model is to.
        gate: Whether the language model is asked; the quoting answerer's own decision where left out.
        similarity: Cosine of two texts, for the proof.
        classifier: Tells what is asked for.

    Attributes:
        embeddings: The embedding model.
        generator, gate, similarity: As given.
    """

    def __init__(
        self,
        retriever: HybridRetriever,
        reader: Reader | None,
        rewriter: Rewriter,
        *,
        generator: Generator | None,
        gate: Gate | None,
        similarity: Callable[[str, str], float],
        classifier: KindClassifier,
    ) -> None:
        self._retriever = retriever
        self._reader = reader
        self._found = max(READ, retriever.limit) if reader else retriever.limit
        self._classifier = classifier
        self._rewriter = rewriter
        self.embeddings = retriever.embeddings
        self.generator = generator
        self.gate = gate
        self.similarity = similarity

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

    def _read(self, query: Query, hits: Sequence[Hit]) -> ReadPassages:
        """The passages in the order in which they answer."""
        # Of several articles, or where some tell of another time, the first that answers may not be enough.
        whole = query.breadth is not Breadth.ONE or bool(query.asked_times.times)
        return read_in_order(query.text, hits, self._reader, self._retriever.limit, whole=whole)

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
                answering = _Answering(question, query, self._read(query, hits), self)
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
                passages = await in_thread(config, self._read, query, hits)
                answering = _Answering(question, query, passages, self)
                async with aclosing(cast("Any", answering.aparts(config))) as parts:
                    async for part in parts:
                        for answer in await in_thread(config, answering.shown, part):
                            yield answer
                for answer in await in_thread(config, answering.rest):
                    yield answer


def _at_its_words(citation: Citation, texts: Mapping[str, str]) -> Citation:
    """The citation with a link that opens at the quoted words."""
    text = texts[citation.article_id]
    return replace(citation, url=text_fragment(citation.url, text, citation.start, citation.end))


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
    pipeline = _Pipeline(
        retriever,
        reader,
        Rewriter(model, timeout=settings.llm_timeout / 2),
        generator=Generator.of(model, settings, likeness),
        gate=gate,
        similarity=likeness,
        classifier=KindClassifier.of(retriever.embeddings, settings.model_cache),
    )
    chain: Runnable[str | Mapping[str, Any], Answer] = RunnableLambda(
        pipeline.understand, afunc=pipeline.aunderstand, name="understand"
    ) | RunnableGenerator(cast("Any", pipeline.answers), cast("Any", pipeline.aanswers), name="answer")
    return chain.with_config(run_name="presscite")
