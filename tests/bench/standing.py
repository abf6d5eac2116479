"""What it costs to compare standing questions with what came in: 1,000 questions, 1,000 new passages.

python -m tests.bench.standing ARTICLES.jsonl QUESTIONS.jsonl
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

import click

from retrieval.evaluation.question import read_questions
from retrieval.indexing.refresh import refresh
from retrieval.retriever import build_retriever
from retrieval.settings import Settings
from retrieval.watches.baseline import Baseline
from retrieval.watches.matcher import Matcher


@click.command()
@click.argument("articles", type=click.Path(exists=True, path_type=Path))
@click.argument("questions", type=click.Path(exists=True, path_type=Path))
@click.option("--count", default=1_000, show_default=True, help="Questions, and passages.")
def main(*, articles: Path, questions: Path, count: int) -> None:
    """Print seconds for preparing the questions, for laying the passages out, and for comparing all pairs."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        refresh([articles], settings)
        matcher = Matcher(retriever := build_retriever(settings))
        with retriever.store.reading() as snapshot:
            ids = snapshot.catalogue.sample(count)
            began = time.perf_counter()
            kept = Baseline.of(snapshot).to_bytes()
            figures = {"snapshot_s": time.perf_counter() - began, "snapshot_bytes": len(kept)}
        asked = [question.question for question in read_questions(questions)][:count]
        began = time.perf_counter()
        prepared = [matcher.prepare(text) for text in asked]
        figures["prepare_s"] = time.perf_counter() - began
        began = time.perf_counter()
        matcher.matches("anything", ids)
        figures["lay_out_s"] = time.perf_counter() - began
        began = time.perf_counter()
        found = sum(bool(matcher.matches(question, ids)) for question in prepared)
        figures["compare_s"] = time.perf_counter() - began
        shown = {name: round(value, 3) for name, value in figures.items()}
        click.echo(json.dumps(shown | {"questions": len(asked), "passages": len(ids), "matched": found}))
        retriever.store.close()


if __name__ == "__main__":
    main()
