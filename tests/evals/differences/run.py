"""Whether the product says that reports differ, or that one updates another, where they do and only there.

python -m tests.evals.differences.run
python -m tests.evals.differences.run --half aside

The reports are made up.  Those of all items lie in one store, among the samples.  A note is true where the item's
reports answer differently, the answer quotes them and no others, and an update is one by the same outlet.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from retrieval.chain import build_chain
from retrieval.embedding.embeddings import SentenceTransformerEmbeddings
from retrieval.indexing.refresh import refresh
from retrieval.note import NoteCode
from retrieval.retriever import build_retriever
from retrieval.settings import Settings
from tests.evals.differences.items import HALVES, DifferenceItem, items
from tests.evals.sets import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.answer import Answer

_NOTES = (NoteCode.ARTICLES_DIFFER, NoteCode.REPORT_UPDATED)


def is_shown(answer: Answer) -> bool:
    """Whether an answer says that reports differ."""
    return answer.note is not None and answer.note.code in _NOTES


def is_true(item: DifferenceItem, answer: Answer) -> bool:
    """Whether what its note says is so."""
    cited = {citation.article_id for citation in answer.citations}
    if not item.differs or not cited <= item.differing:
        return False
    if answer.note is not None and answer.note.code is NoteCode.REPORT_UPDATED:
        return item.truth == "update" and item.newest in cited
    return len(cited) > 1


def filled_settings(asked: Iterable[DifferenceItem], folder: Path) -> Settings:
    """The settings of a store with the reports of items and the samples."""
    articles = folder / "articles.jsonl"
    lines = (json.dumps(article, ensure_ascii=False) for item in asked for article in item.articles())
    articles.write_text("\n".join(lines), encoding="utf-8")
    settings = Settings(home=folder / "home")
    embeddings = SentenceTransformerEmbeddings.from_settings(settings)
    report = refresh([articles, SAMPLES], settings, embeddings=embeddings)
    assert not report.failed, report.failed
    return settings


def _line(name: str, found: list[tuple[bool, bool, bool, bool]]) -> str:
    shown = [true for _, is_shown, true, _ in found if is_shown]
    differing = [is_shown and true for differs, is_shown, true, _ in found if differs]
    refused = sum(refused for differs, _, _, refused in found if differs)
    return (
        f"{name}: notes {len(shown)}, true among them {sum(shown)} ({_share(shown)}); of {len(differing)} that "
        f"differ shown {sum(differing)} ({_share(differing)}), refused {refused}; false notes {shown.count(False)}"
    )


def _share(found: list[bool]) -> str:
    return f"{sum(found) / len(found):.3f}" if found else "-"


@click.command()
@click.option(
    "--half", type=click.Choice([*HALVES, "both"]), default=HALVES[0], show_default=True, help="Which half."
)
@click.option("--silent", is_flag=True, help="Print the figures alone, and no question.")
def main(half: str, silent: bool) -> None:
    """Ask the questions of a half and print the figures, by file."""
    found = defaultdict(list)
    everything = items()
    with tempfile.TemporaryDirectory() as folder:
        settings = filled_settings(everything, Path(folder))
        chain = build_chain(settings, retriever=build_retriever(settings))
        for item in everything:
            if half not in (item.half, "both"):
                continue
            answer = chain.invoke({"question": item.question, "now": item.asked_at})
            shown, true = is_shown(answer), is_true(item, answer)
            found[item.set].append((item.differs, shown, true, answer.refused))
            if not silent and (shown != item.differs or shown != true):
                click.echo(f"{item.id} {item.truth} {item.about} {item.looks}: {item.question}")
                click.echo(f"    {answer.note.code if answer.note else '-'} {answer.text}")
    for name, rows in found.items():
        click.echo(_line(name, rows))
    click.echo(_line("together", [row for rows in found.values() for row in rows]))


if __name__ == "__main__":
    main()
