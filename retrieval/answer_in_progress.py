"""One question on its way to its answer."""

from __future__ import annotations

import logging
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from retrieval.answering.extractor import Extractor
from retrieval.answering.refusal import refuse
from retrieval.answering.verify.proof import proven
from retrieval.answering.write.server_words import failure
from retrieval.answering.write.written_answer import UnprovenError
from retrieval.in_thread import in_thread
from retrieval.note import Note, NoteCode
from retrieval.overviews.composer import OverviewComposer, with_overview
from retrieval.question_kind import QuestionKind

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence

    from langchain_core.runnables import RunnableConfig

    from retrieval.answer import Answer
    from retrieval.answering.verify.entailment import Entailment
    from retrieval.answering.write.generator import Generator
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.links.citation_links import CitationLinks
    from retrieval.query.query import Query
    from retrieval.question import Question
    from retrieval.reading.passages import ReadPassages
    from retrieval.store.hit import Hit

log = logging.getLogger(__name__)

Gate: TypeAlias = "Callable[[str, Sequence[Hit]], bool]"
"""Whether passages may answer a question; where not, no language model is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerers:
    """What writes answers and proves them; the same for all questions of a chain.

    Attributes:
        embeddings: The store's embedding model.
        links: Give citations their links.
        generator: Writes answers, where a language model is to.
        gate: Whether the language model is asked; the quoting answerer's own decision where there is none.
        similarity: Cosine of two texts, for the proof.
        entailment: The learned decision whether a sentence follows, for the proof; `None` leaves it to rules.
    """

    embeddings: SentenceTransformerEmbeddings
    links: CitationLinks
    generator: Generator | None
    gate: Gate | None
    similarity: Callable[[str, str], float]
    entailment: Entailment | None


class AnswerInProgress:
    """One question on its way to its answer, in the snapshot of its query.

    Args:
        question: As it was asked.
        query: What was searched for.
        passages: What was found and read, best first.
        answerers: What writes answers and proves them.
    """

    def __init__(
        self, question: Question, query: Query, passages: ReadPassages, answerers: Answerers
    ) -> None:
        self._question = question
        self._query = query
        self._hits = passages.hits
        self._answerers = answerers
        self._extractor = Extractor(question, query, passages, answerers.embeddings)
        self._overview = OverviewComposer.of(question, query, answerers.embeddings, self._extractor)
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
        texts = self._cited_texts(part)
        known = with_overview(self._hits, self._overview)
        answerers = self._answerers
        kept = proven(
            part, known, similarity=answerers.similarity, entailment=answerers.entailment, texts=texts
        )
        if part.sentences and not kept.sentences:
            return []
        self._silent = False
        return [self._linked(kept, texts)]

    def rest(self) -> list[Answer]:
        """Where nothing was shown: the quoted answer in the place of a written one, else a refusal."""
        if not self._silent:
            return []
        quoted = self.shown(self._quoted_instead(UnprovenError())) if self._written else []
        if quoted:
            return quoted
        refusal = refuse(self._question, self._hits)
        return [self._linked(refusal, self._cited_texts(refusal))]

    def _cited_texts(self, answer: Answer) -> dict[str, str]:
        """The texts of the articles that an answer cites, by their ids."""
        cited = list({c.article_id for c in (*answer.citations, *answer.nearest)})
        return self._query.snapshot.catalogue.texts(cited)

    def _linked(self, answer: Answer, texts: Mapping[str, str]) -> Answer:
        """The answer with its kind and the texts it cites, and with links that open at the quoted words."""
        opened = self._answerers.links.opened
        return replace(
            answer,
            kind=self._question.kind,
            articles=texts,
            citations=tuple(opened(c, texts[c.article_id]) for c in answer.citations),
            nearest=tuple(opened(c, texts[c.article_id]) for c in answer.nearest),
        )

    @property
    def _evidence(self) -> Sequence[Hit]:
        """The passages that may answer: those of an overview that is asked for, then those of the time asked for."""
        return with_overview(self._extractor.hits_in_time, self._overview)

    def _asked_generator(self) -> Generator | None:
        """What writes the answer; `None` where it is to be quoted, or nothing is of the time that is asked for."""
        generator, gate = self._answerers.generator, self._answerers.gate
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
