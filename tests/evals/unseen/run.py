"""Measure on what nobody has tuned on; open each part once.

python -m tests.evals.unseen.run everyday pairs --questions tests/evals/unseen_again --out build/unseen_again
python -m tests.evals.unseen.run everyday pairs kinds claims reports --out build/unseen

What was asked and shown is written beside the figures, so that answers can be judged again.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from retrieval.answering.verify.claim import CitedQuote, Claim
from retrieval.answering.verify.entailment import Entailment
from retrieval.answering.verify.verify import verify
from retrieval.chain import build_chain
from retrieval.evaluation.outcome import Outcome
from retrieval.evaluation.question import EvaluationQuestion
from retrieval.indexing.refresh import refresh
from retrieval.note import NoteCode
from retrieval.query.kind_classifier import KindClassifier
from retrieval.query.training.figures import KindJudgement, macro_f1
from retrieval.question_kind import QuestionKind
from retrieval.retriever import build_retriever
from retrieval.settings import Settings
from tests.evals.lying_model import passages, similarity_of_the_shipped_model
from tests.evals.systems import Systems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from retrieval.answer import Answer
    from retrieval.store.hit import Hit

_RESAMPLES, _SEED = 1_000, 20_261_128
_BROAD = ("overview", "latest")


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(["everyday", "pairs", "kinds", "claims", "reports"]))
@click.option(
    "--questions",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(__file__).parent,
    help="Articles, questions and messages.",
)
@click.option(
    "--claims",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(__file__).parents[1] / "unseen_claims",
    help="Claims and reports.",
)
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/unseen"), show_default=True)
def main(parts: tuple[str, ...], questions: Path, claims: Path, out: Path) -> None:
    """Measure the PARTS that are named, each against the hashes that were committed before."""
    out.mkdir(parents=True, exist_ok=True)
    for folder in (questions, claims):
        _check_hashes(folder)
    measures: dict[str, Callable[[], list[dict[str, Any]]]] = {
        "everyday": lambda: _answered(questions / "everyday.jsonl", out),
        "pairs": lambda: _answered(questions / "pairs.jsonl", out),
        "kinds": lambda: _kinds(questions),
        "claims": lambda: _checked_claims(claims),
        "reports": lambda: _reports(claims),
    }
    for part in parts:
        rows = measures[part]()
        with (out / f"{part}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        for line in _SUMMARIES[part](rows):
            click.echo(f"{part}: {line}")


def _check_hashes(folder: Path) -> None:
    for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split()
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise click.ClickException(f"{folder / name} is not the file whose hash was committed")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _answered(file: Path, out: Path) -> list[dict[str, Any]]:
    """Every question of a file with what the chain makes of it."""
    systems = Systems(file.parent / "articles.jsonl", Settings.load(), out / "stores")
    systems.open(["presscite"])
    chain = systems.chain()
    found = []
    for row in _rows(file):
        moment = {"now": datetime.fromisoformat(row["now"])} if row.get("now") else {}
        answer = chain.invoke({"question": row["question"], **moment})
        question = EvaluationQuestion(
            id=row["id"],
            question=row["question"],
            language=row["language"],
            answerable=row["answerable"],
            answers=tuple(row["answers"]),
            article_ids=tuple(row["article_ids"]),
        )
        outcome = Outcome(question=question, ranked=(), seconds=0.0, answer=answer)
        found.append({**row, **_judged(outcome, answer, row)})
    systems.close()
    return found


def _judged(outcome: Outcome, answer: Answer, row: Mapping[str, Any]) -> dict[str, Any]:
    cited_first = answer.citations[0].article_id if answer.citations else None
    if row.get("kind") in _BROAD and row["answerable"]:
        right = first = cited_first in row["article_ids"]
    else:
        right, first = outcome.right, outcome.first_right
    return {
        "shown": answer.text,
        "refused": answer.refused,
        "right": right if row["answerable"] else answer.refused,
        "first_right": first,
        "cited_first": cited_first,
    }


_KINDS = {
    "fact": QuestionKind.FACT,
    "reason_or_way": QuestionKind.REASON,
    "yes_or_no": QuestionKind.YES_NO,
    "overview": QuestionKind.OVERVIEW,
    "latest_news": QuestionKind.LATEST,
    "courtesy_or_noise": QuestionKind.COURTESY,
    "help": QuestionKind.HELP,
}


def _kinds(folder: Path) -> list[dict[str, Any]]:
    """Every message with the kind that it is taken for."""
    settings = Settings.load()
    classifier = KindClassifier.of(build_retriever(settings).embeddings, settings.model_cache)
    rows = _rows(folder / "kinds.jsonl")
    return [{**row, "taken": classifier.kind(row["message"]).value} for row in rows]


def _of_kinds(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    judged = [
        KindJudgement(
            text=row["message"],
            language=row["language"],
            right=_KINDS[row["kind"]],
            taken=QuestionKind(row["taken"]),
            likelihood=0.0,
        )
        for row in rows
    ]
    for language in sorted({one.language for one in judged}):
        own = [one for one in judged if one.language == language]
        yield f"{language}: macro F1 {macro_f1(own):.3f} of {len(own)}"
    facts = [one for one in judged if one.right is QuestionKind.FACT]
    lost = sum(one.taken is QuestionKind.COURTESY for one in facts)
    yield f"facts taken for courtesy {lost} of {len(facts)}"


def _checked_claims(folder: Path) -> list[dict[str, Any]]:
    """Every claim, and whether it is shown whole, with the learned decision and by the rules alone."""
    similarity = similarity_of_the_shipped_model()
    settings = Settings.load()
    entailment = Entailment.of(build_retriever(settings).embeddings, settings.model_cache)
    hits = {
        row["id"]: passages(
            row["id"],
            row["title"],
            row["text"],
            source=row["source"],
            language=row["language"],
            published=datetime.fromisoformat(row["published"]),
        )
        for row in _rows(folder / "articles.jsonl")
    }
    return [
        {**row, **_checked(row, hits[row["article"]], similarity, entailment)}
        for row in _rows(folder / "claims.jsonl")
    ]


def _checked(
    row: Mapping[str, Any],
    hits: Sequence[Hit],
    similarity: Callable[[str, str], float],
    entailment: Entailment | None,
) -> dict[str, Any]:
    quotes = []
    for quote in row["evidence"]:
        number = next((n for n, hit in enumerate(hits, start=1) if quote in hit.text), None)
        # A quote over two passages is named by the first, as a model would that was given both.
        quotes.append(CitedQuote(number or 1, quote))
    claim = Claim(row["claim"], tuple(quotes))
    verdict, by_rules = (verify(claim, hits, similarity, decision) for decision in (entailment, None))
    return {
        "shown": verdict.fault is None and verdict.text == row["claim"],
        "fault": verdict.fault,
        "shown_by_rules": by_rules.fault is None and by_rules.text == row["claim"],
    }


def _of_claims(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    for altered, what in ((True, "altered shown"), (False, "true kept")):
        some = [row for row in rows if row["altered"] is altered]
        yield f"{what} {_figure(some, lambda row: row['shown'])}"
        yield f"  by the rules alone {_figure(some, lambda row: row['shown_by_rules'])}"
        for kind, count in Counter(row["kind"] for row in some).items():
            yield f"  {kind}: {sum(r['shown'] for r in some if r['kind'] == kind)} of {count}"


def _reports(folder: Path) -> list[dict[str, Any]]:
    """Every pair of reports in a store of its own, with the note that comes with the answer."""
    settings = Settings.load()
    embeddings = build_retriever(settings).embeddings
    found = []
    for row in _rows(folder / "reports.jsonl"):
        with tempfile.TemporaryDirectory() as temporary:
            file = Path(temporary) / "reports.jsonl"
            reports = [{**row[name], "id": name, "language": row["language"]} for name in "ab"]
            file.write_text("\n".join(json.dumps(report, ensure_ascii=False) for report in reports), "utf-8")
            own = settings.model_copy(update={"home": Path(temporary) / "home"})
            refresh([file], own, embeddings=embeddings)
            answer = build_chain(own).invoke(row["question"])
            found.append(
                {**row, "note": answer.note.code.value if answer.note else None, "shown": answer.text}
            )
    return found


_TRUE_NOTES = {
    "updates": {NoteCode.REPORT_UPDATED.value, NoteCode.ARTICLES_DIFFER.value},
    "differ": {NoteCode.ARTICLES_DIFFER.value},
}


def _of_reports(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    noted = [row for row in rows if row["note"] in _TRUE_NOTES["updates"]]
    if noted:
        yield f"true among those shown {_figure(noted, _is_true)}"
    for label in sorted({row["label"] for row in rows}):
        some = [row for row in rows if row["label"] == label]
        yield f"{label}: shown {_figure(some, lambda row: row in noted)}"
    other = [row for row in rows if row["label"] in _TRUE_NOTES]
    yield f"shown among those that differ {_figure(other, lambda row: row in noted)}"


def _is_true(row: Mapping[str, Any]) -> bool:
    return row["note"] in _TRUE_NOTES.get(row["label"], ())


def _of_questions(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield from _shares(rows)
    for key in ("pair", "kind", "language"):
        for value in dict.fromkeys(row[key] for row in rows if key in row):
            yield from (
                f"{key} {value}: {line}" for line in _shares([r for r in rows if r.get(key) == value])
            )


def _shares(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    able = [row for row in rows if row["answerable"]]
    others = [row for row in rows if not row["answerable"]]
    yield f"right {_figure(rows, lambda row: row['right'])}"
    if able:
        yield f"first sentence right {_figure(able, lambda row: row['first_right'])}"
        yield f"wrongly refused {_figure(able, lambda row: row['refused'])}"
    if others:
        yield f"wrongly answered {_figure(others, lambda row: not row['refused'])}"


def _figure(rows: Sequence[dict[str, Any]], value: Callable[[dict[str, Any]], bool]) -> str:
    """A share with its interval by bootstrap over articles."""
    if not rows:
        return "of none"
    groups: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        groups[_group(row)].append(float(value(row)))
    sums = np.array([[sum(values), len(values)] for values in groups.values()])
    drawn = np.random.default_rng(_SEED).integers(len(sums), size=(_RESAMPLES, len(sums)))
    totals = sums[drawn].sum(axis=1)
    low, high = np.percentile(totals[:, 0] / totals[:, 1], (2.5, 97.5))
    mean = sums[:, 0].sum() / sums[:, 1].sum()
    return f"{mean:.3f} [{low:.3f}, {high:.3f}] of {len(rows)}"


def _group(row: Mapping[str, Any]) -> str:
    if row.get("article"):
        return str(row["article"])
    ids = row.get("article_ids") or []
    return str(ids[0]) if ids else str(row["id"])


_SUMMARIES: dict[str, Callable[[Sequence[dict[str, Any]]], Iterator[str]]] = {
    "everyday": _of_questions,
    "pairs": _of_questions,
    "kinds": _of_kinds,
    "claims": _of_claims,
    "reports": _of_reports,
}


if __name__ == "__main__":
    main()
