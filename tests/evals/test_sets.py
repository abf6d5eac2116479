"""The sets of questions: every gold article is there, the files are ours where they are in the repository."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from retrieval.evaluation.question import read_questions
from tests.evals.articles import articles_of
from tests.evals.name_list import names_among
from tests.evals.sets import DATA, HERE, SAMPLES, SETS, prepare

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN = {
    "russian_on_english": (60, "ru"),
    "english_on_russian": (15, "en"),
    "tajik_on_english": (12, "tg"),
    "persian_on_english": (12, "fa"),
}

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the data sets are not beside this repository")


@pytest.mark.parametrize("name", WRITTEN)
def test_written_questions(name: str) -> None:
    """They are as many as they should be, each once, in their language and with their articles."""
    count, language = WRITTEN[name]
    questions = read_questions(HERE / f"{name}.jsonl")
    assert len({question.question for question in questions}) == len(questions) == count
    assert {question.language for question in questions} == {language}
    assert all(question.article_ids for question in questions)


def test_written_questions_keep_to_one_set_of_names() -> None:
    """Samples are named in questions by the ids that the sets give them."""
    samples = {
        article.id if article.url else article.id.rsplit("/", 1)[-1] for article in articles_of(SAMPLES)
    }
    named = {
        id_
        for name in WRITTEN
        for question in read_questions(HERE / f"{name}.jsonl")
        for id_ in question.article_ids
    }
    assert {id_ for id_ in named if id_.startswith(("https:", "samples-", "istiqlol"))} <= samples


@needs_data
def test_every_gold_article_is_in_its_set(tmp_path: Path) -> None:
    """A question whose article is missing would count as a miss of everybody's."""
    for one in prepare(tuple(SETS), tmp_path):
        with one.articles.open(encoding="utf-8") as file:
            known = {str(json.loads(line)["id"]) for line in file}
        questions = read_questions(one.questions)
        assert any(question.gold for question in questions), one.name
        assert {id_ for question in questions for id_ in question.gold} <= known, one.name


@needs_data
def test_title_queries_are_the_same_every_time(tmp_path: Path) -> None:
    """Words are dropped with a fixed seed; 400 queries, of three words at least."""
    first, again = (prepare(("news_ru",), tmp_path / part)[0].questions.read_text("utf-8") for part in "ab")
    assert first == again
    queries = [json.loads(line)["question"] for line in first.splitlines()]
    assert len(queries) == 400
    assert min(len(query.split()) for query in queries) >= 3


@pytest.mark.parametrize(
    "command", ["run --sets", "calibrate collect there --sets", "quotes --sets", "tried --sets"]
)
@pytest.mark.parametrize(
    ("named", "said"), [("squad2,squad,2wikki", "not known: 'squad', '2wikki'; known are"), (",", "no name")]
)
def test_a_set_that_nobody_knows_is_wrong_usage(
    command: str, named: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named, with those that are known, before anything is loaded or written."""
    monkeypatch.chdir(tmp_path)
    program, *arguments = command.split()
    done = CliRunner().invoke(import_module(f"tests.evals.{program}").main, [*arguments, named])
    assert done.exit_code == 2
    assert said in done.stderr
    assert ", ".join(SETS) in done.stderr
    assert not any(tmp_path.iterdir())


def test_names_are_taken_once_and_in_our_order() -> None:
    """Whatever the order and the spaces that they are given in."""

    @click.command()
    @click.option("--names", callback=names_among(("one", "two", "three")))
    def command(names: tuple[str, ...]) -> None:
        click.echo(names)

    assert CliRunner().invoke(command, ["--names", " three,one ,three"]).stdout == "('one', 'three')\n"
