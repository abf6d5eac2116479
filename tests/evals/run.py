"""`make eval`: presscite, each of its halves, and the tutorial's chain, side by side on every set.

python -m tests.evals.run --sets squad2,2wiki --limit 200 --systems presscite,peer
"""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from retrieval.commands import terminal
from tests.evals.name_list import names_among
from tests.evals.sets import DATA, SETS, prepare
from tests.evals.systems import NAMES, Systems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.evaluation.question import EvaluationQuestion
    from retrieval.evaluation.report import EvaluationRun
    from retrieval.settings import Settings
    from tests.evals.sets import QuestionSet

_LIBRARIES = ("chromadb", "langchain-core", "sentence-transformers", "torch")


@click.command()
@click.option(
    "--sets",
    callback=names_among(SETS),
    default=",".join(SETS),
    help="Which sets, with commas; all by default.",
)
@click.option(
    "--systems",
    callback=names_among(NAMES),
    default=",".join(NAMES),
    help="Which systems, with commas; all by default.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), help="At most this many questions of a set, evenly chosen."
)
@click.option("--answers", is_flag=True, help="Have the chain answer too, unanswerable questions as well.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/eval"), show_default=True)
def main(
    *, sets: tuple[str, ...], systems: tuple[str, ...], limit: int | None, answers: bool, out: Path
) -> None:
    """Compare presscite with its halves and with a plain chain, on the sets in ../shared/data."""
    if not DATA.is_dir():
        raise click.ClickException(f"the data sets are not in {DATA}")
    with terminal.quiet_libraries():
        from retrieval.evaluation.report import EvaluationReport
        from retrieval.settings import Settings

        runs = list(
            _runs(
                prepare(sets, out / "sets"), Settings.load(), systems, out / "stores", limit, answers=answers
            )
        )
        report = EvaluationReport(runs, _remarks(limit))
        report.show(terminal.console())
        for file in report.write(out):
            click.echo(f"wrote {file}")


def _runs(
    sets: Sequence[QuestionSet],
    settings: Settings,
    names: Sequence[str],
    folder: Path,
    limit: int | None,
    *,
    answers: bool,
) -> Iterator[EvaluationRun]:
    for articles in dict.fromkeys(one.articles for one in sets):
        click.echo(f"indexing {articles.name}", err=True)
        systems = Systems(articles, settings, folder)
        searches = systems.open(names)
        ask = systems.ask() if answers else None
        for one in (one for one in sets if one.articles == articles):
            yield from _asked(one, searches, ask, limit)
        systems.close()


def _asked(
    one: QuestionSet, searches: dict[str, Any], ask: Any, limit: int | None
) -> Iterator[EvaluationRun]:
    from retrieval.evaluation.evaluation import evaluate
    from retrieval.evaluation.question import read_questions
    from retrieval.evaluation.report import EvaluationRun

    # Without answers there is nothing to learn from a question that no article answers.
    questions = [question for question in read_questions(one.questions) if question.gold or ask]
    for name, search in searches.items():
        click.echo(f"asking {one.name}: {name}", err=True)
        chain = ask if name == "presscite" else None
        evaluation = evaluate(_sample(questions, limit), search, ask=chain, name=name)
        yield EvaluationRun(questions=one.name, evaluation=evaluation)


def _sample(questions: list[EvaluationQuestion], limit: int | None) -> list[EvaluationQuestion]:
    """Questions from all over the file, as those of one article stand together."""
    if limit is None or limit >= len(questions):
        return questions
    return [questions[number * len(questions) // limit] for number in range(limit)]


def _remarks(limit: int | None) -> list[str]:
    versions = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    load = " / ".join(f"{value:.1f}" for value in os.getloadavg())
    remarks = [
        f"Python {platform.python_version()} on {os.cpu_count()} processors, load {load} at the end; {versions}.",
        "presscite is the hybrid; vectors and keywords are its halves alone; the peer is the retriever of "
        "LangChain's tutorial: RecursiveCharacterTextSplitter 1000/200, all-MiniLM-L6-v2, Chroma similarity search.",
    ]
    return remarks + ([f"At most {limit:,} questions of each set, evenly chosen."] if limit else [])


if __name__ == "__main__":
    main()
