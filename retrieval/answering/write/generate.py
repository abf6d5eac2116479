"""The answerer that uses a language model: any LangChain chat model, its output parsed and verified."""

from __future__ import annotations

import logging
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.answer import Answer, Sentence
from retrieval.answering.refusal import refuse
from retrieval.answering.verify.verify import verify
from retrieval.answering.write.model_stream import ModelStream
from retrieval.answering.write.prompt import fitted, messages
from retrieval.answering.write.reply import Reply
from retrieval.note import Note, NoteCode

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence

    import numpy as np
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import RunnableConfig
    from numpy.typing import NDArray

    from retrieval.answering.verify.cited_text import QuoteSpan
    from retrieval.answering.verify.claim import Claim
    from retrieval.answering.verify.verify import Verdict
    from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
    from retrieval.question import Question
    from retrieval.store.hit import Hit

log = logging.getLogger(__name__)

_MOST_SENTENCES = 5


class NonsenseError(Exception):
    """The model's output has no sentence in the form it was asked for, nor says that there is no answer."""


class Generator:
    """Answers with sentences that a language model writes and that the passages prove.

    Args:
        model: A LangChain chat model that does not retry by itself.
        name: What readers are told wrote the answer.
        seconds: How long the model may take for an answer.
        budget: Tokens of passages that it is given, at most.
        similarity: Cosine of two texts, to compare a sentence with words in another language.
    """

    def __init__(
        self,
        model: BaseChatModel,
        name: str,
        *,
        seconds: float = 60.0,
        budget: int = 3_000,
        similarity: Callable[[str, str], float] | None = None,
    ) -> None:
        self.name = name
        self._stream = ModelStream(model, seconds)
        self._budget = budget
        self._similarity = similarity

    def stream(self, question: Question, hits: Sequence[Hit], config: RunnableConfig) -> Iterator[Answer]:
        """Verified sentences as they come, as answers that add up; a refusal where none is left.

        Raises:
            NonsenseError: The output cannot be understood.
            Exception: Whatever the model's client raises before there is a sentence to show.
        """
        draft = _WrittenAnswer(self, question, fitted(hits, self._budget))
        pieces = self._stream.chunks(messages(question.searched_for, draft.hits), config)
        try:
            for text in pieces:
                yield from draft.read(text)
                if draft.full:
                    break
            yield from draft.close()
        except Exception as error:  # noqa: BLE001 - raised again where there is nothing to show
            yield draft.broken_off(error)

    async def astream(
        self, question: Question, hits: Sequence[Hit], config: RunnableConfig
    ) -> AsyncIterator[Answer]:
        """`stream`, awaiting the model; sentences are verified off the event loop."""
        from langchain_core.runnables import run_in_executor

        draft = _WrittenAnswer(self, question, fitted(hits, self._budget))
        pieces = self._stream.achunks(messages(question.searched_for, draft.hits), config)
        try:
            async for text in pieces:
                if draft.completes(text):
                    for chunk in await run_in_executor(config, draft.check):
                        yield chunk
                if draft.full:
                    break
            for chunk in await run_in_executor(config, lambda: list(draft.close())):
                yield chunk
        except Exception as error:  # noqa: BLE001 - raised again where there is nothing to show
            yield draft.broken_off(error)
        finally:
            await pieces.aclose()  # type: ignore[attr-defined]

    def verify(self, claim: Claim, hits: Sequence[Hit]) -> Verdict:
        """Whether a claim is to be shown, and the words that carry it."""
        return verify(claim, hits, self._similarity)


class _WrittenAnswer:
    """An answer under way: what has been read, proven and numbered so far."""

    def __init__(self, generator: Generator, question: Question, hits: Sequence[Hit]) -> None:
        self.hits = hits
        self._generator = generator
        self._question = question
        self._reply = Reply()
        self._waiting: list[Claim] = []
        self._numbers: dict[QuoteSpan, int] = {}
        self._shown: list[str] = []
        self._faults: Counter[str] = Counter()

    @property
    def full(self) -> bool:
        """Whether no more sentences are wanted."""
        return len(self._shown) >= _MOST_SENTENCES

    def completes(self, text: str) -> bool:
        """Take a piece of the reply; whether there are claims to check now."""
        self._waiting += self._reply.feed(text)
        return bool(self._waiting)

    def read(self, text: str) -> list[Answer]:
        """Take a piece of the reply; the answers that it completed."""
        return self.check() if self.completes(text) else []

    def check(self) -> list[Answer]:
        """The answers that the waiting claims make, where they are proven."""
        waiting, self._waiting = self._waiting, []
        return [answer for claim in waiting if (answer := self._proven(claim))]

    def close(self) -> Iterator[Answer]:
        """What is left of the reply, or a refusal where nothing was proven.

        Raises:
            NonsenseError: There was neither a claim nor the word that there is no answer.
        """
        self._waiting += self._reply.close()
        yield from self.check()
        if self._faults:
            # What a sentence says may be the question or an article's; only what was wrong with it is logged.
            log.info("sentences dropped: %s", ", ".join(f"{f} {n}" for f, n in self._faults.items()))
        if self._shown:
            return
        if not self._reply.claims and not self._reply.declines:
            raise NonsenseError
        yield refuse(self._question, self.hits)

    def broken_off(self, error: Exception) -> Answer:
        """What a reader is told where the model fails behind sentences that were shown; else the error itself."""
        if not self._shown:
            raise error
        log.warning("the language model broke off (%s)", type(error).__name__)
        return self._answer((), note=Note(code=NoteCode.MODEL_BROKE_OFF))

    def _proven(self, claim: Claim) -> Answer | None:
        if self.full or claim.text in self._shown:
            return None
        verdict = self._generator.verify(claim, self.hits)
        if verdict.fault:
            self._faults[verdict.fault] += 1
            return None
        self._shown.append(claim.text)
        cited = {self._numbers.setdefault(span, len(self._numbers) + 1): span for span in verdict.spans}
        sentence = Sentence(text=claim.text, citations=tuple(sorted(cited)))
        return self._answer((sentence,), cited)

    def _answer(
        self,
        sentences: tuple[Sentence, ...],
        cited: dict[int, QuoteSpan] | None = None,
        note: Note | None = None,
    ) -> Answer:
        spans = sorted((cited or {}).items())
        return Answer(
            question=self._question.text,
            searched_for=self._question.searched_for,
            sentences=sentences,
            citations=tuple(self.hits[s.hit].cite(number, s.start, s.end) for number, s in spans),
            answered_by=self._generator.name,
            language=self._question.language,
            note=note,
        )


def similarity(embeddings: SentenceTransformerEmbeddings) -> Callable[[str, str], float]:
    """The cosine of two texts by an embedding model, the latest texts remembered."""

    @lru_cache(maxsize=512)
    def vector(text: str) -> NDArray[np.float32]:
        first: NDArray[np.float32] = embeddings.encode_documents([text])[0]
        return first

    return lambda one, other: float(vector(one) @ vector(other))
