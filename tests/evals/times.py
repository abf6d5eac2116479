"""Whether answers keep to the time that a question asks for, and refusals say what is so.

python -m tests.evals.times open
python -m tests.evals.times held_out

The articles in `time_asked/articles` are made up, ten in each of three languages, a store for each.  The questions
were written before the rules that they try; the half in `held_out.jsonl` was put aside meanwhile.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from retrieval.chain import build_chain
from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.indexing.refresh import refresh
from retrieval.retriever import build_retriever
from retrieval.settings import Settings
from tests.evals.sets import HERE

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from retrieval.answer import Answer

_FOLDER = HERE / "time_asked"
_NOW = "2025-06-18"
_FILTERS = ("published_after", "published_before")


def _fault(row: dict[str, Any], answer: Answer) -> str | None:
    """What is wrong with the answer to a question; `None` where it is right."""
    note = answer.note
    if row["expect"] == "answer":
        if answer.refused:
            return "refused"
        said = answer.text
        return None if row["quote"] in said else "another sentence"
    if not answer.refused:
        return "answered"
    if row["expect"] == "outside":
        newest = note.newer if note and note.code == "other_time" else None
        return (
            None
            if newest and newest.date().isoformat() == row["day"]
            else "not said of which day the newest is"
        )
    if (note.code if note else None) != row.get("note"):
        return "another note"
    return None if list(answer.missing) == row["missing"] else "another word is said to be missing"


def _chain(language: str, home: Path) -> Runnable[Any, Answer]:
    settings = Settings(home=home / language)
    embeddings = SentenceTransformerEmbeddings.from_settings(settings)
    refresh([_FOLDER / "articles" / language], settings, embeddings=embeddings)
    return build_chain(settings, retriever=build_retriever(settings))


@click.command()
@click.argument("half", type=click.Choice(["open", "held_out"]))
def main(half: str) -> None:
    """Ask the questions of one half; print what is wrong, and how many are right for each pair of languages."""
    rows = [json.loads(line) for line in (_FOLDER / f"{half}.jsonl").read_text("utf-8").splitlines()]
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as home:
        chains = {language: _chain(language, Path(home)) for language in ("en", "ru", "tg")}
        for row in rows:
            now = datetime.fromisoformat(row.get("now", _NOW)).replace(hour=9, tzinfo=UTC)
            given = {"question": row["question"], "now": now} | {k: row[k] for k in _FILTERS if k in row}
            answer = chains[row["store"]].invoke(given)
            pair = f"{row['asked']} on {row['store']}"
            fault = _fault(row, answer)
            asked[pair] += 1
            right[pair] += fault is None
            if fault:
                click.echo(f"{pair}: {row['question']}")
                click.echo(f"    {fault}; {row['expect']}: {answer.text[:200]} {answer.missing}")
    for pair, count in asked.items():
        click.echo(f"{pair}: {right[pair]} of {count}")
    click.echo(f"together: {right.total()} of {asked.total()}")


if __name__ == "__main__":
    main()
