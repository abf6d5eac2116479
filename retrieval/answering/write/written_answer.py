"""An answer that a language model is writing: what has been read of it, proven and numbered so far."""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING

from retrieval.answer import Answer, Sentence
from retrieval.answering.refusal import refuse
from retrieval.answering.verify.cited_text import CitedText
from retrieval.answering.verify.verify import verify
from retrieval.answering.write.reply import Reply
from retrieval.answering.write.review import ReviewedSentence
from retrieval.answering.write.server_words import failure
from retrieval.note import Note, NoteCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence, Set

    from retrieval.answering.verify.cited_text import QuoteSpan
    from retrieval.answering.verify.claim import Claim
    from retrieval.answering.verify.entailment import Entailment
    from retrieval.answering.verify.verify import Verdict
    from retrieval.question import Question
    from retrieval.store.hit import Hit

log = logging.getLogger(__name__)

_MOST_SENTENCES = 5


class NonsenseError(Exception):
    """The model's output has no sentence in the form it was asked for, nor says that there is no answer."""


class UnprovenError(Exception):
    """The model wrote sentences, and none of them is proven by what it cites."""


class WrittenAnswer:
    """An answer under way.

    Args:
        name: What readers are told wrote it.
        question: What was asked.
        hits: The passages that the model was given, as they were numbered.
        similarity: Cosine of two texts, to compare a sentence with words in another language.
        entailment: The learned decision whether a sentence follows.
    """

    def __init__(
        self,
        name: str,
        question: Question,
        hits: Sequence[Hit],
        similarity: Callable[[str, str], float] | None,
        entailment: Entailment | None = None,
    ) -> None:
        self._name = name
        self._question = question
        self._hits = hits
        self._similarity = similarity
        self._entailment = entailment
        self._reply = Reply()
        self._waiting: list[Claim] = []
        self._numbers: dict[QuoteSpan, int] = {}
        self._shown: list[Verdict] = []
        self._faults: Counter[str] = Counter()

    @property
    def is_full(self) -> bool:
        """Whether no more sentences are wanted."""
        return len(self._shown) >= _MOST_SENTENCES

    def read(self, piece: str) -> bool:
        """Take a piece of the reply; whether there are claims to check now."""
        self._waiting += self._reply.feed(piece)
        return bool(self._waiting)

    def check(self) -> list[Answer]:
        """The answers that the waiting claims make, where they are proven."""
        waiting, self._waiting = self._waiting, []
        return [answer for claim in waiting if (answer := self._proven(claim))]

    def close(self) -> Iterator[Answer]:
        """What is left of the reply, or a refusal where the model says that there is no answer.

        Raises:
            NonsenseError: There was neither a claim nor the word that there is no answer.
            UnprovenError: There were claims only, and none was proven.
        """
        self._waiting += self._reply.close()
        yield from self.check()
        if self._faults:
            # What a sentence says may be the question or an article's; only what was wrong with it is logged.
            log.info("sentences dropped: %s", ", ".join(f"{f} {n}" for f, n in self._faults.items()))
        if self._shown:
            return
        if not self._reply.declines:
            raise UnprovenError if self._reply.claims else NonsenseError
        yield refuse(self._question, self._hits)

    @property
    def sentences(self) -> list[ReviewedSentence]:
        """What was proven so far, with what it rests on."""
        return [ReviewedSentence(v.text, CitedText.of(v.spans, self._hits).context) for v in self._shown]

    def without(self, fallen: Set[int]) -> list[Answer]:
        """The answers that the proven sentences make without some of them, numbered anew.

        Args:
            fallen: Indices of the sentences that are left out.

        Raises:
            UnprovenError: None is left.
        """
        self._shown = [verdict for n, verdict in enumerate(self._shown) if n not in fallen]
        self._numbers = {}
        if not self._shown:
            raise UnprovenError
        return [self._said(verdict) for verdict in self._shown]

    def broken_off(self, error: Exception) -> Answer:
        """What a reader is told where the model fails after sentences that were shown; else the error itself."""
        if not self._shown:
            raise error
        log.warning("the language model broke off (%s)", failure(error, self._question.private))
        return self._answer((), {}, note=Note(code=NoteCode.MODEL_BROKE_OFF))

    def _proven(self, claim: Claim) -> Answer | None:
        if self.is_full:
            return None
        verdict = verify(claim, self._hits, self._similarity, self._entailment)
        if verdict.fault:
            self._faults[verdict.fault] += 1
            return None
        if verdict.text in [shown.text for shown in self._shown]:
            return None
        self._shown.append(verdict)
        return self._said(verdict)

    def _said(self, verdict: Verdict) -> Answer:
        cited = {self._numbers.setdefault(span, len(self._numbers) + 1): span for span in verdict.spans}
        return self._answer((Sentence(text=verdict.text, citations=tuple(sorted(cited))),), cited)

    def _answer(
        self, sentences: tuple[Sentence, ...], cited: Mapping[int, QuoteSpan], *, note: Note | None = None
    ) -> Answer:
        return Answer(
            question=self._question.text,
            searched_for=self._question.searched_for,
            sentences=sentences,
            citations=tuple(self._hits[s.hit].cite(n, s.start, s.end) for n, s in sorted(cited.items())),
            answered_by=self._name,
            language=self._question.language,
            note=note,
        )
