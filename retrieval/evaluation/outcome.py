"""What became of one question of an evaluation: what was found, what was answered, and how good that is."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.answer import Answer
    from retrieval.evaluation.question import EvaluationQuestion, GoldPassage
    from retrieval.store.hit import Hit

RANKS = (1, 3, 5, 10)
"""The ranks that hits are counted at."""

_DEEPEST = 10
_RECALL_AT = 5
_SHORT_SENTENCES, _SHORT_CHARS = 3, 450  # what a reader takes for an answer and not for an article
_MARK = re.compile(r"\[\d+\]")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A passage that was found.

    Attributes:
        article_id: Its article.
        start: Offset of its first character in the article's text.
        end: Exclusive end offset.
        score: How well it fits; greater is better.
        text: The passage; needed only where the file knows the gold passage's words and not its place.
    """

    article_id: str
    start: int
    end: int
    score: float
    text: str = ""

    @classmethod
    def of(cls, hit: Hit) -> Ranked:
        """What a retriever found."""
        return cls(article_id=hit.article_id, start=hit.start, end=hit.end, score=hit.score, text=hit.text)

    def covers(self, gold: GoldPassage) -> bool:
        """Whether it holds at least half of a gold passage, or is held by it to at least half."""
        if gold.article_id is not None:
            shared = min(self.end, gold.end) - max(self.start, gold.start)
            shorter = min(self.end - self.start, gold.end - gold.start)
            return self.article_id == gold.article_id and shared > 0 and 2 * shared >= shorter
        ours, theirs = _words(self.text), _words(gold.text)
        return theirs in ours or (ours in theirs and bool(ours.strip()))


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one question.

    Attributes:
        question: The question.
        ranked: The passages that were found, best first.
        seconds: How long finding them took.
        answer: What the chain answered, where it was asked.
        answer_seconds: How long that took, finding included.
    """

    question: EvaluationQuestion
    ranked: tuple[Ranked, ...]
    seconds: float
    answer: Answer | None = None
    answer_seconds: float = 0.0

    @cached_property
    def article_ids(self) -> tuple[str, ...]:
        """The articles found, best first; each counts where its best passage stands."""
        return tuple(dict.fromkeys(ranked.article_id for ranked in self.ranked))

    @cached_property
    def article_rank(self) -> int | None:
        """Rank of the first right article, from 1; `None` where none was found."""
        gold = self.question.gold
        return next((rank for rank, id_ in enumerate(self.article_ids, 1) if id_ in gold), None)

    @cached_property
    def passage_rank(self) -> int | None:
        """Rank of the first right passage, from 1; `None` where none was found."""
        gold = self.question.passages
        found = (rank for rank, ranked in enumerate(self.ranked, 1) if any(map(ranked.covers, gold)))
        return next(found, None)

    @property
    def refused(self) -> bool:
        """Whether the chain was asked and refused."""
        return self.answer is not None and self.answer.refused

    @property
    def right(self) -> bool:
        """Whether the chain gave a short answer that holds one of the known answers."""
        if self.answer is None or self.answer.refused or len(self.answer.sentences) > _SHORT_SENTENCES:
            return False
        text = " ".join(sentence.text for sentence in self.answer.sentences)
        return len(text) <= _SHORT_CHARS and self._holds_answer(text)

    @property
    def first_right(self) -> bool:
        """Whether the chain answered, and its first sentence holds one of the known answers."""
        if self.answer is None or not self.answer.sentences:
            return False
        return self._holds_answer(self.answer.sentences[0].text)

    def _holds_answer(self, text: str) -> bool:
        said = _words(_MARK.sub(" ", text))
        return any(_words(answer) in said for answer in self.question.answers if answer.strip())

    @cached_property
    def measures(self) -> dict[str, float]:
        """Every measure that this question has; a figure is the mean over the questions that have it."""
        measures: dict[str, float] = {}
        if self.question.gold:
            measures.update(_ranking("", self.article_rank))
            measures["ndcg@10"] = self._ndcg()
        if self.question.all_article_ids:
            gold = set(self.question.all_article_ids)
            measures["recall@5"] = len(gold & set(self.article_ids[:_RECALL_AT])) / len(gold)
        if self.question.passages:
            measures.update(_ranking("passage_", self.passage_rank))
        measures.update(self._answering())
        return measures

    def _ndcg(self) -> float:
        # Where one article is enough, the first counts and the others that would do are no loss.
        gold = set(self.question.all_article_ids)
        if not gold:
            return _discount(self.article_rank)
        ranks = [rank for rank, id_ in enumerate(self.article_ids, 1) if id_ in gold]
        best = sum(_discount(rank) for rank in range(1, len(gold) + 1))
        return sum(map(_discount, ranks)) / best

    def _answering(self) -> Iterator[tuple[str, float]]:
        if self.answer is None:
            return
        if self.question.answerable:
            yield "answered", float(bool(self.answer.sentences))
            if self.question.answers:
                yield "answer_right", float(self.right)
                yield "first_right", float(self.first_right)
        else:
            yield "refusal_recall", float(self.refused)
        if self.refused:
            yield "refusal_precision", float(not self.question.answerable)

    def to_dict(self) -> dict[str, Any]:
        """The outcome as plain JSON types, to see which questions went wrong."""
        facts: dict[str, Any] = {
            "id": self.question.id,
            "question": self.question.question,
            "article_rank": self.article_rank,
            "gold": sorted(self.question.gold),
            "found": list(self.article_ids[:3]),
            "milliseconds": round(1000 * self.seconds, 1),
        }
        if self.answer is not None:
            facts |= {
                "answerable": self.question.answerable,
                "refused": self.refused,
                "answer": self.answer.text,
            }
        return facts


def _ranking(prefix: str, rank: int | None) -> Iterator[tuple[str, float]]:
    for deepest in RANKS:
        yield f"{prefix}hit@{deepest}", float(rank is not None and rank <= deepest)
    yield f"{prefix}mrr@10", 1 / rank if rank is not None and rank <= _DEEPEST else 0.0


def _discount(rank: int | None) -> float:
    return 0.0 if rank is None or rank > _DEEPEST else 1 / math.log2(1 + rank)


def _words(text: str) -> str:
    """The words of a text in lower case, with a space around each, so that whole words are compared."""
    return f" {_NOT_WORD.sub(' ', text.casefold()).strip()} "
