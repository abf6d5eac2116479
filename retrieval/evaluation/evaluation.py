"""How good it is: questions whose articles are known, put to a retriever and to the chain.

from retrieval.evaluation.evaluation import evaluate, search_with
from retrieval.evaluation.question import read_questions

evaluation = evaluate(read_questions("questions.jsonl"), search_with(build_retriever()))
print(evaluation.figures["hit@5"])
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from retrieval.evaluation.figure import Figure
from retrieval.evaluation.outcome import RANKS, Outcome, Ranked
from retrieval.evaluation.question import EvaluationQuestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from langchain_core.runnables import Runnable

    from retrieval.answer import Answer
    from retrieval.store.filters import Filters
    from retrieval.store.hit import Hit

DEPTH = 50
"""How many passages are asked for: enough that ten articles are among them."""

Search = Callable[[EvaluationQuestion], Sequence[Ranked]]
"""Finds passages for a question, best first."""
Ask = Callable[[EvaluationQuestion], "Answer"]
"""Answers a question."""
Progress = Callable[[int, int], None]
"""Told how many questions are done, and of how many."""

FIGURES = (
    *(f"hit@{rank}" for rank in RANKS),
    "mrr@10",
    "ndcg@10",
    "recall@5",
    *(f"passage_hit@{rank}" for rank in RANKS),
    "passage_mrr@10",
    "answered",
    "answer_right",
    "first_right",
    "refusal_precision",
    "refusal_recall",
)
"""The figures that are means over questions, in the order they are shown in."""


class Retriever(Protocol):
    """What finds passages; `HybridRetriever` is one."""

    def hits(self, question: str, limit: int, filters: Filters) -> Sequence[Hit]:
        """The passages that fit a question, best first, at most `limit`."""


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """The outcomes of one run over questions, and the figures they make.

    Attributes:
        name: What was evaluated.
        outcomes: One for each question, in the file's order.
    """

    name: str
    outcomes: tuple[Outcome, ...]

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The figures by name; one that no question has a measure for is left out."""
        means = {name: Figure.mean(values) for name in FIGURES if (values := self.values(name))}
        return means | self._latencies()

    @cached_property
    def languages(self) -> dict[str, Evaluation]:
        """The same for the questions of each language alone."""
        codes = sorted({outcome.question.language for outcome in self.outcomes})
        return {
            code: Evaluation(
                name=self.name, outcomes=tuple(o for o in self.outcomes if o.question.language == code)
            )
            for code in codes
        }

    @property
    def refusals(self) -> dict[str, int]:
        """How many questions were answered and refused, by whether the articles answer them."""
        asked = [outcome for outcome in self.outcomes if outcome.answer is not None]
        return {
            f"{'answerable' if able else 'unanswerable'}_{'refused' if refused else 'answered'}": sum(
                o.question.answerable == able and o.refused == refused for o in asked
            )
            for able in (True, False)
            for refused in (False, True)
        }

    def values(self, name: str) -> list[float]:
        """A measure, question by question, of the questions that have it."""
        return [outcome.measures[name] for outcome in self.outcomes if name in outcome.measures]

    def lead(self, other: Evaluation, name: str) -> Figure | None:
        """By how much a figure is above another run's on the same questions; `None` where none has it."""
        ours, theirs = self.values(name), other.values(name)
        return Figure.difference(ours, theirs) if ours and len(ours) == len(theirs) else None

    def _latencies(self) -> dict[str, Figure]:
        searching = [1000 * outcome.seconds for outcome in self.outcomes]
        answering = [1000 * o.answer_seconds for o in self.outcomes if o.answer is not None]
        return {
            f"{what}{name}_ms": Figure.percentile(values, percent)
            for what, values in (("", searching), ("answer_", answering))
            for name, percent in (("median", 50), ("p95", 95))
            if values
        }

    def to_dict(self) -> dict[str, Any]:
        """The figures as plain JSON types."""
        return {
            "name": self.name,
            **self._summary(),
            "languages": {code: part._summary() for code, part in self.languages.items()},  # noqa: SLF001 - our own kind
        }

    def _summary(self) -> dict[str, Any]:
        summary: dict[str, Any] = {
            "questions": len(self.outcomes),
            "figures": {name: figure.to_dict() for name, figure in self.figures.items()},
        }
        return summary | ({"refusals": self.refusals} if any(self.refusals.values()) else {})


def evaluate(
    questions: Sequence[EvaluationQuestion],
    search: Search,
    *,
    ask: Ask | None = None,
    name: str = "presscite",
    progress: Progress | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Evaluation:
    """Put questions to a retriever, and to the chain where there is one.

    Args:
        questions: The questions, at least one.
        search: Finds passages; see `search_with`.
        ask: Answers; see `ask_with`.
        name: What is evaluated, for the report.
        progress: Called after each question.
        clock: Gives the time in seconds.
    """
    # The first question pays for loading models and opening the store, which is not what latency means here.
    search(questions[0])
    if ask is not None:
        ask(questions[0])
    outcomes = []
    for number, question in enumerate(questions, 1):
        outcomes.append(_outcome(question, search, ask, clock))
        if progress is not None:
            progress(number, len(questions))
    return Evaluation(name=name, outcomes=tuple(outcomes))


def _outcome(
    question: EvaluationQuestion, search: Search, ask: Ask | None, clock: Callable[[], float]
) -> Outcome:
    started = clock()
    ranked = tuple(search(question))
    found = clock()
    if ask is None:
        return Outcome(question=question, ranked=ranked, seconds=found - started)
    answer = ask(question)
    return Outcome(
        question=question,
        ranked=ranked,
        seconds=found - started,
        answer=answer,
        answer_seconds=clock() - found,
    )


def search_with(retriever: Retriever, limit: int = DEPTH) -> Search:
    """A retriever as `evaluate` takes it; a follow-up is made to stand alone first, as the chain does."""
    from retrieval.store.filters import Filters

    def search(question: EvaluationQuestion) -> list[Ranked]:
        hits = retriever.hits(standalone(question), limit, Filters.of(dict(question.filters)))
        return [Ranked.of(hit) for hit in hits]

    return search


def standalone(question: EvaluationQuestion) -> str:
    """The question as it is searched for: a follow-up with what it depends on."""
    if not question.history:
        return question.question
    from retrieval.conversation import by_rules
    from retrieval.question import Question

    return by_rules(Question.of(question.to_input()))


def ask_with(chain: Runnable[str | Mapping[str, Any], Answer]) -> Ask:
    """A chain as `evaluate` takes it."""

    def ask(question: EvaluationQuestion) -> Answer:
        return chain.invoke(question.to_input())

    return ask
