"""Follow-ups: how well retrieval finds with the last turn alone, with turns before it, and made to stand alone.

python -m tests.evals.follow_ups --set mtrag --half held-out

A new subject is a question that was written to stand alone, put after a question and an answer about something
else: rules that change it drag the old subject along.

Conversations are put into two halves by a hash of their id: rules are tuned on the one and reported on the other.
The questions written here are a set of their own and were not tuned on mtrag's halves.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus import clean
from retrieval.commands import terminal
from tests.evals.sets import DATA, HERE, prepare
from tests.evals.systems import Systems

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from retrieval.evaluation.evaluation import Search
    from retrieval.evaluation.question import EvaluationQuestion

    Way = Callable[[EvaluationQuestion], str]

SETS = {
    "mtrag": ("mtrag_history",),
    "conversations": ("conversations",),
    "new-subjects": ("squad2", "russian_on_english", "tajik_on_english"),
}
HALVES = ("tuning", "held-out", "all")
MEASURES = ("hit@1", "hit@3", "hit@5", "hit@10", "ndcg@5", "ndcg@10", "mrr@10")

_TURN = "<::>"
_NEW_SUBJECTS = 400  # English ones; all the others
_SEED = 7
_DEEPEST = 10


def half(question: EvaluationQuestion) -> str:
    """The half that a question's conversation belongs to."""
    return "held-out" if int(_digest(question.id.split(_TURN)[0]), 16) % 2 else "tuning"


def _asked(question: EvaluationQuestion) -> list[str]:
    return [text for speaker, text in question.history if speaker == "user"]


def _by_rules(question: EvaluationQuestion) -> str:
    from retrieval.conversation import by_rules
    from retrieval.question import Question

    return by_rules(Question.of(question.to_input()))


WAYS: dict[str, Way] = {
    "last turn": lambda question: question.question,
    "previous question + last turn": lambda question: " ".join([*_asked(question)[-1:], question.question]),
    "all questions": lambda question: " ".join([*_asked(question), question.question]),
    "rules": _by_rules,
}
"""What is searched for, by name."""


def measures(found: Sequence[str], gold: frozenset[str]) -> dict[str, float]:
    """The measures of one question; nDCG counts every gold article, as a conversation's turn may need several.

    Args:
        found: Articles, best first.
        gold: The articles that answer, at least one.
    """
    ranks = [rank for rank, id_ in enumerate(found[:_DEEPEST], 1) if id_ in gold]
    first = ranks[0] if ranks else math.inf

    def ndcg(deepest: int) -> float:
        best = sum(1 / math.log2(1 + rank) for rank in range(1, min(deepest, len(gold)) + 1))
        return sum(1 / math.log2(1 + rank) for rank in ranks if rank <= deepest) / best

    values = (*(float(first <= deepest) for deepest in (1, 3, 5, 10)), ndcg(5), ndcg(10), 1 / first)
    return dict(zip(MEASURES, values, strict=True))


def groups(
    questions: Sequence[EvaluationQuestion], dependence: Mapping[str, bool]
) -> dict[str, list[EvaluationQuestion]]:
    """First turns, and later ones by whether somebody who read them found that they lean on what was said."""
    later = [question for question in questions if question.history]
    return {
        "first turns": [question for question in questions if not question.history],
        "later turns": later,
        "later turns that lean": [question for question in later if dependence.get(question.id) is True],
        "later turns that stand alone": [
            question for question in later if dependence.get(question.id) is False
        ],
    }


def read_dependence(name: str, questions: Sequence[EvaluationQuestion]) -> dict[str, bool]:
    """Which of the questions lean on what was said, as it was judged by reading them; by id.

    mtrag's judgements are kept under a hash of the id, as nothing of the data set is part of the project.
    """
    if name == "mtrag":
        judged: dict[str, bool] = json.loads((HERE / "mtrag_dependence.json").read_text("utf-8"))
        return {q.id: judged[key] for q in questions if (key := _digest(q.id)[:16]) in judged}
    if name == "new-subjects":
        return {question.id: False for question in questions}
    lines = (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()
    return {record["id"]: record["leans"] for record in map(json.loads, lines)}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def new_subjects(questions: Sequence[EvaluationQuestion]) -> list[EvaluationQuestion]:
    """Questions that stand alone, each after a question and an answer about another article."""
    chance = random.Random(_SEED)  # noqa: S311 - a seeded choice of test questions
    english = [question for question in questions if question.language == "en"]
    others = [question for question in questions if question.language != "en"]
    chosen = chance.sample(english, min(_NEW_SUBJECTS, len(english))) + others
    made = []
    for question in chosen:
        before = chance.choice([other for other in english if not other.gold & question.gold])
        said = (("user", before.question), ("assistant", before.answers[0] if before.answers else ""))
        made.append(replace(question, history=said))
    return made


def verdicts(questions: Sequence[EvaluationQuestion], dependence: Mapping[str, bool]) -> dict[str, int]:
    """How the rules judge whether later turns lean, against the judgement of whoever read them."""
    counts = dict.fromkeys(("lean_changed", "lean_left", "alone_changed", "alone_left"), 0)
    for question in questions:
        if question.history and question.id in dependence:
            changed = _by_rules(question) != clean(question.question)
            judged = "lean" if dependence[question.id] else "alone"
            counts[f"{judged}_{'changed' if changed else 'left'}"] += 1
    return counts


@click.command()
@click.option("--set", "name", type=click.Choice(list(SETS)), default="mtrag", show_default=True)
@click.option("--half", "part", type=click.Choice(HALVES), default="held-out", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/eval"), show_default=True)
@click.option("--show", is_flag=True, help="Print every question that the rules change.")
def main(*, name: str, part: str, out: Path, show: bool) -> None:
    """Compare ways to search for a follow-up; figures go to OUT/follow_ups.json."""
    if not DATA.is_dir():
        raise click.ClickException(f"the data sets are not in {DATA}")
    with terminal.quiet_libraries():
        from retrieval.evaluation.question import read_questions
        from retrieval.settings import Settings

        one, *more = prepare(SETS[name], out / "sets")
        questions = [q for file in (one, *more) for q in read_questions(file.questions) if q.gold]
        if name == "new-subjects":
            questions = new_subjects(questions)
        questions = [q for q in questions if part in ("all", half(q))]
        dependence = read_dependence(name, questions)
        systems = Systems(one.articles, Settings.load(), out / "stores")
        outcomes = _searched(questions, systems.open(["presscite"])["presscite"])
        systems.close()
    report = {group: _figures(members, outcomes) for group, members in groups(questions, dependence).items()}
    for group, ways in report.items():
        _show(group, ways)
    found = verdicts(questions, dependence)
    click.echo(f"\nrules against the reader: {found}")
    if show:
        for question in questions:
            if _by_rules(question) != clean(question.question):
                click.echo(f"{question.question}  ->  {_by_rules(question)}")
    (out / "follow_ups.json").write_text(
        json.dumps({"set": name, "half": part, "groups": report, "verdicts": found}, indent=1), "utf-8"
    )


Outcomes = dict[tuple[str, str], dict[str, float]]


def _searched(questions: Sequence[EvaluationQuestion], search: Search) -> Outcomes:
    """The measures of every question in every way."""
    outcomes: Outcomes = {}
    for question in questions:
        for way, rewrite in WAYS.items():
            ranked = search(replace(question, question=rewrite(question), history=()))
            found = list(dict.fromkeys(passage.article_id for passage in ranked))
            outcomes[question.id, way] = measures(found, question.gold)
    return outcomes


def _figures(questions: Sequence[EvaluationQuestion], outcomes: Outcomes) -> dict[str, dict[str, object]]:
    from retrieval.evaluation.figure import Figure

    figures: dict[str, dict[str, object]] = {}
    for way in WAYS if questions else ():
        values = {m: [outcomes[q.id, way][m] for q in questions] for m in MEASURES}
        raw = {m: [outcomes[q.id, "last turn"][m] for q in questions] for m in MEASURES}
        figures[way] = {
            "questions": len(questions),
            **{m: round(sum(values[m]) / len(questions), 3) for m in MEASURES},
            "lead_ndcg@5": Figure.difference(values["ndcg@5"], raw["ndcg@5"]).to_dict(),
        }
    return figures


def _show(group: str, ways: Mapping[str, Mapping[str, object]]) -> None:
    for way, figures in ways.items():
        row = "  ".join(f"{name} {figures[name]:.3f}" for name in MEASURES)
        click.echo(f"{group:30}  {way:30}  n {figures['questions']:3}  {row}  lead {figures['lead_ndcg@5']}")


if __name__ == "__main__":
    main()
