"""Is every quote in its article to the letter, and every sentence cited?  Over the answers to all sets.

python -m tests.evals.quotes --limit 300

Asks the chain, and holds each citation (also those of refusals) against the article's text in the store, by itself:
what the chain checks before it answers is not asked.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from retrieval.evaluation.question import read_questions
from retrieval.settings import Settings
from tests.evals.name_list import names_among
from tests.evals.sets import DATA, SETS, prepare
from tests.evals.systems import Systems

if TYPE_CHECKING:
    from retrieval.answer import Answer
    from retrieval.store.snapshot import Snapshot


@click.command()
@click.option(
    "--sets", callback=names_among(SETS), default=",".join(SETS), show_default=True, help="Sets, with commas."
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=300, show_default=True, help="Questions of a set."
)
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/eval"), show_default=True)
def main(*, sets: tuple[str, ...], limit: int, out: Path) -> None:
    """Print for each set how many answers, sentences and quotes there were, and what was wrong with them."""
    if not DATA.is_dir():
        raise click.ClickException(f"the data sets are not in {DATA}")
    whole: Counter[str] = Counter()
    for one in prepare(sets, out / "sets"):
        systems = Systems(one.articles, Settings.load(), out / "stores")
        retriever, ask = systems.retriever, systems.ask()
        questions = read_questions(one.questions)
        count = min(limit, len(questions))
        counts: Counter[str] = Counter()
        for number in range(count):
            answer = ask(questions[number * len(questions) // count])
            with retriever.store.reading() as snapshot:
                counts.update(counted(answer, snapshot))
        click.echo(f"{one.name} {json.dumps(counts)}")
        whole.update(counts)
        systems.close()
    click.echo(f"all {json.dumps(whole)}")


def counted(answer: Answer, snapshot: Snapshot) -> Counter[str]:
    """What an answer holds, and what of it is wrong."""
    counts = Counter(questions=1, refused=int(answer.refused), sentences=len(answer.sentences))
    numbers = {citation.number for citation in answer.citations}
    for sentence in answer.sentences:
        counts["uncited"] += int(not sentence.citations or not numbers.issuperset(sentence.citations))
    for citation in (*answer.citations, *answer.nearest):
        article = snapshot.catalogue.article(citation.article_id)
        there = article is not None and article.text[citation.start : citation.end] == citation.quote
        counts["quotes"] += 1
        counts["not_verbatim"] += int(not there or not citation.quote)
    return counts


if __name__ == "__main__":
    main()
