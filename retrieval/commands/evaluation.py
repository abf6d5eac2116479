"""The command `presscite eval`."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from retrieval.commands import terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.evaluation.evaluation import Evaluation
    from retrieval.evaluation.question import EvaluationQuestion
    from retrieval.settings import Settings

_FILE = click.Path(path_type=Path)  # whether it is there is said in our own words


@click.command(
    "eval",
    epilog="""\b
    Examples:
      presscite eval questions.jsonl --articles news.jsonl
      presscite eval questions.jsonl --answers --report build/report

    \b
    Each line of QUESTIONS is a JSON object such as
      {"question": "Who opened the tunnel?", "article_ids": ["tunnel-2006"]}
    and may also hold "language", "answerable", "answers", "all_article_ids",
    "passage", "published_after", "published_before", "sources", "history".

    \b
    Exit codes: 0 done; 1 failed; 2 wrong usage, question or setting.""",
)
@click.argument("questions", type=_FILE, metavar="QUESTIONS.jsonl")
@click.option(
    "--articles",
    multiple=True,
    metavar="SOURCE",
    help="Ask these articles, in a store of their own, and not the current store; may be repeated.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Ask only the first N questions.")
@click.option("--answers", is_flag=True, help="Have them answered too, and count answers and refusals.")
@click.option("--report", type=_FILE, metavar="FOLDER", help="Write a report with a plot there.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")
def evaluate_command(
    *,
    questions: Path,
    articles: tuple[str, ...],
    limit: int | None,
    answers: bool,
    report: Path | None,
    as_json: bool,
) -> None:
    """Measure how good it is on QUESTIONS whose articles are known.

    Reports how often a right article is found at rank 1, 3, 5 and 10, its mean reciprocal rank, nDCG, latency,
    and with --answers how often it answers and refuses rightly; each with a 95% bootstrap interval.
    """
    from retrieval.evaluation.question import read_questions
    from retrieval.evaluation.report import EvaluationReport, EvaluationRun
    from retrieval.settings import Settings

    asked = read_questions(questions)[:limit]
    settings = Settings.load()
    if articles:
        settings = _with_articles(articles, settings)
    evaluation = _evaluated(asked, settings, answers=answers)
    made = EvaluationReport([EvaluationRun(questions=questions.stem, evaluation=evaluation)])
    written = made.write(report) if report else []
    if as_json:
        click.echo(json.dumps(evaluation.to_dict(), ensure_ascii=False, indent=2).encode())
    else:
        made.show(terminal.console())
    for file in written:
        click.echo(f"wrote {file}", err=True)


def _with_articles(articles: Sequence[str], settings: Settings) -> Settings:
    """The settings of a store that holds these articles and no others, brought up to date."""
    from retrieval.indexing.refresh import refresh
    from retrieval.store.manifest import FORMAT

    # One store for each choice of articles and model, so that asking again embeds only what changed.
    named = [str(Path(name).expanduser().absolute()) for name in articles]
    facts = json.dumps([named, settings.embedding_model, settings.passage_chars, FORMAT])
    home = settings.home / "evaluations" / hashlib.sha256(facts.encode()).hexdigest()[:16]
    settings = settings.model_copy(update={"home": home})
    err = terminal.console(stderr=True)
    with terminal.progress_bars(err) as progress:
        report = refresh(articles, settings, progress=progress)
    for failure in report.failed:
        terminal.show_error(err, f"{failure.origin}: {failure.reason}")
    return settings


def _evaluated(asked: Sequence[EvaluationQuestion], settings: Settings, *, answers: bool) -> Evaluation:
    from retrieval.chain import build_chain
    from retrieval.evaluation.evaluation import ask_with, evaluate, search_with
    from retrieval.retriever import build_retriever
    from retrieval.store.progress import Progress

    with terminal.progress_bars(terminal.console(stderr=True)) as bars:

        def progress(done: int, total: int) -> None:
            if bars is not None:
                bars(Progress(stage="Asking questions", done=done, total=total))

        return evaluate(
            asked,
            search_with(build_retriever(settings)),
            ask=ask_with(build_chain(settings)) if answers else None,
            progress=progress,
        )
