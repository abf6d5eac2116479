"""The comparison of ways to search for a follow-up: its files, its halves, its measures."""

from __future__ import annotations

import json
import math

import pytest

from retrieval.evaluation.question import EvaluationQuestion, read_questions
from tests.evals.follow_ups import WAYS, groups, half, measures, new_subjects, read_dependence, verdicts
from tests.evals.sets import HERE, _samples

FILE = HERE / "conversations.jsonl"
SAID = (("user", "When was the Rogun dam begun?"), ("assistant", "In 1976."))


def _question(id_: str, text: str, history: tuple[tuple[str, str], ...] = ()) -> EvaluationQuestion:
    return EvaluationQuestion(
        id=id_, question=text, language="en", answers=("Yes",), article_ids=(id_,), history=history
    )


def test_conversations_are_complete() -> None:
    """Thirty dialogues in three languages, with changes of subject, and every gold article among the samples."""
    records = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
    dialogues = {record["id"].split("<::>")[0] for record in records}
    assert len(dialogues) == 30
    assert {record["language"] for record in records} == {"en", "ru", "tg"}
    assert sum(not record["leans"] for record in records) >= 10
    known = {record["id"] for record in _samples()}
    assert all(record["article_ids"] and set(record["article_ids"]) <= known for record in records)


def test_every_follow_up_has_been_judged() -> None:
    """Each is said to lean or not, and comes after at least one question and answer."""
    questions = read_questions(FILE)
    dependence = read_dependence("conversations", questions)
    assert dependence.keys() == {question.id for question in questions}
    assert all(len(question.history) >= 2 for question in questions)


def test_a_conversation_is_in_one_half() -> None:
    """Turns of one conversation are never tuned on and reported on both."""
    turns = [_question(f"{name}<::>{turn}", "Who?") for name in "abcdefgh" for turn in (1, 2, 3)]
    by_name = {name: {half(t) for t in turns if t.id.startswith(name)} for name in "abcdefgh"}
    assert all(len(halves) == 1 for halves in by_name.values())
    assert {"tuning", "held-out"} == set().union(*by_name.values())


def test_measures_count_every_gold_article() -> None:
    """Two of two at ranks 1 and 3 are found, and not in the best order."""
    found = measures(["a", "x", "b"], frozenset({"a", "b"}))
    assert found["hit@1"] == found["hit@10"] == found["mrr@10"] == 1.0
    assert found["ndcg@5"] == pytest.approx((1 + 1 / 2) / (1 + 1 / math.log2(3)))
    assert set(measures(["x"], frozenset({"a"})).values()) == {0.0}


def test_ways_and_groups() -> None:
    """What is searched for in each way, and which turns are counted where."""
    asked = _question(
        "b", "How high is it?", history=(*SAID, ("user", "Where is it?"), ("assistant", "There."))
    )
    assert [way(asked) for way in WAYS.values()][:3] == [
        "How high is it?",
        "Where is it? How high is it?",
        "When was the Rogun dam begun? Where is it? How high is it?",
    ]
    first = _question("a", "Who?")
    sizes = {name: len(members) for name, members in groups([first, asked], {"b": True}).items()}
    assert sizes == {
        "first turns": 1,
        "later turns": 1,
        "later turns that lean": 1,
        "later turns that stand alone": 0,
    }


def test_verdicts_compare_rules_and_reader() -> None:
    """A question that leans is changed, a new subject is left alone."""
    leans = _question("a", "How high is it?", history=SAID)
    alone = _question("b", "Which countries share the coast of the Caspian Sea?", history=SAID)
    assert verdicts([leans, alone], {"a": True, "b": False}) == {
        "lean_changed": 1,
        "lean_left": 0,
        "alone_changed": 0,
        "alone_left": 1,
    }


def test_new_subjects_come_after_something_else() -> None:
    """The same ones every time, each after a question about another article."""
    questions = [_question(str(n), f"Who is number {n}?") for n in range(9)]
    made = new_subjects(questions)
    assert made == new_subjects(questions)
    assert sorted(q.id for q in made) == sorted(q.id for q in questions)
    assert all(q.history[0][1] != q.question for q in made)
